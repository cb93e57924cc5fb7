import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { LabHost } from "./labTypes";

/** A step of wazuh/host/package.sh, which says what each repeats of Wazuh's packages. */
export type PackageStep = "unpack" | "configure" | "remove" | "install";

const PROGRAM = readFileSync(join(__dirname, "wazuh", "host", "package.sh"), "utf8");

/**
 * Keeps a host's fresh tree as the package of another version, before anything is rolled out to it.
 * @param version as wazuh-control says it: `v4.14.8`.
 */
export function keepPackage(host: LabHost, version: string): Promise<void> {
  return steps(host, `keep ${version}`);
}

/** Takes steps of the package that {@link keepPackage} kept. An upgrade is `unpack`, then `configure`. */
export async function takeSteps(host: LabHost, ...names: readonly PackageStep[]): Promise<void> {
  for (const name of names) await steps(host, name);
}

async function steps(host: LabHost, words: string): Promise<void> {
  const { code, stdout, stderr } = await host.run(`sh -s ${words}`, { input: PROGRAM });
  if (code !== 0) throw new Error(`${host.name}: package.sh ${words}: ${code}: ${stdout}${stderr}`);
}
