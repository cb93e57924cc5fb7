import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Folder `bin` of the oldest Java development kit here that is new enough: a newer one than is asked for may lack something.
 * @throws Error that says what to install.
 */
export function javaOf(lowest: number): string {
  const root = "/usr/lib/jvm";
  const kits = (existsSync(root) ? readdirSync(root) : [])
    .map((name) => join(root, name, "bin"))
    .filter((bin) => existsSync(join(bin, "javac")))
    .map((bin) => ({ bin, major: majorOf(bin) }))
    .filter(({ major }) => major >= lowest)
    .sort((a, b) => a.major - b.major);
  const [kit] = kits;
  if (kit) return kit.bin;
  throw new Error(
    `no Java development kit of ${lowest} or later is below ${root}; install openjdk-${lowest}-jdk-headless, or another kit there`,
  );
}

function majorOf(bin: string): number {
  const said = execFileSync(join(bin, "javac"), ["-version"], { encoding: "utf8" });
  return Number(/(\d+)/.exec(said)?.[1] ?? 0);
}
