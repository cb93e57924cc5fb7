import { existsSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Misbehaviour that a test can ask a manager for: files below var/lab of its home, each with the number of times that it
 * still happens (empty: for ever).
 * - `restart-fails`: at a start of the daemons wazuh-analysisd does not come up.
 * - `restart-hangs`: a start of the daemons never ends.
 * - `comes-up-old`: wazuh-analysisd comes up with the configuration that it had before.
 * The first two are read by wazuh-control itself.
 */
export type Switch = "restart-fails" | "restart-hangs" | "comes-up-old";

/** Whether it is to happen now; counts it down. */
export function takeSwitch(home: string, name: Switch): boolean {
  const file = join(home, "var", "lab", name);
  if (!existsSync(file)) return false;
  const times = readFileSync(file, "utf8").trim();
  if (times === "") return true;
  const left = Number(times) - 1;
  if (left > 0) writeFileSync(file, `${left}\n`);
  else unlinkSync(file);
  return true;
}
