import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { cacheFolder } from "../../cli/lib/pulumi/cacheFolder";

/** What is compared with; both from PyPI. */
const PACKAGES = ["pyinfra==3.10.0", "ansible-core==2.19.14"];

const home = join(cacheFolder(), "bench", "python");

/** Makes the Python environment of the other tools, once, in the user's cache. It needs a network; the lab has none. */
export async function preparePython(say: (line: string) => void): Promise<void> {
  const done = join(home, "installed");
  const wanted = PACKAGES.join("\n");
  if (existsSync(done) && (await readFile(done, "utf8")) === wanted) return;
  say(`${PACKAGES.join(" and ")} are installed into ${home} (python3 -m venv).`);
  await mkdir(home, { recursive: true });
  await promisify(execFile)("python3", ["-m", "venv", home]);
  await promisify(execFile)(bin("pip"), ["install", "--quiet", ...PACKAGES]);
  await writeFile(done, wanted);
}

/** Runs one of the tools in a folder that is its home too. @throws Error with the end of its words */
export async function inPython(
  tool: string,
  folder: string,
  args: readonly string[],
): Promise<void> {
  const env = { ...process.env, HOME: folder, ANSIBLE_CONFIG: join(folder, "ansible.cfg") };
  try {
    await promisify(execFile)(bin(tool), args, { cwd: folder, env, maxBuffer: 2 ** 28 });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${tool} failed:\n${`${stdout}\n${stderr}`.trim().slice(-2000)}`);
  }
}

function bin(name: string): string {
  return join(home, "bin", name);
}
