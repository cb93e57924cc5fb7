import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Copies an executable of Wazuh, and the libraries that it finds from its own place (`$ORIGIN/../lib`, `$ORIGIN/../../lib`): without
 * them it ends before its first line, and nobody hears of it. From where it may be covered to where it is not.
 * @param file the executable.
 * @param libraries from its folder to that of its libraries.
 * @param disk the folder to which both are copied, the libraries into `lib`.
 * @returns the path of the copy.
 */
export function keepAside(file: string, libraries: "../lib" | "../../lib", disk: string): string {
  const copy = join(disk, basename(file));
  copyFileSync(file, copy);
  const folder = join(dirname(file), libraries);
  mkdirSync(join(disk, "lib"), { recursive: true });
  if (existsSync(folder)) execFileSync("cp", ["-RL", `${folder}/.`, join(disk, "lib")]);
  return copy;
}
