import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { SlowPart } from "../../slowParts";

/** Beside the programs of the stand-ins: the parts that are slow, one a line (lab/wazuh/build.ts). */
const FILE = join(__dirname, "slow");

/** Whether the lab was brought up with this part slowed down. */
export function isSlow(part: SlowPart): boolean {
  return existsSync(FILE) && readFileSync(FILE, "utf8").split("\n").includes(part);
}

/** Takes its time where the part is slow; else none. */
export async function slowly(part: SlowPart, milliseconds: number): Promise<void> {
  if (isSlow(part)) await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
