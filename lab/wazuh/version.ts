import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Whether the stand-ins of a home play a Wazuh 4 before this minor version, 4.13 for 13: as the VERSION of its wazuh-control says,
 * which the installer reads, too.
 */
export function playsBefore(minor: number, home: string): boolean {
  const control = join(home, "bin", "wazuh-control");
  if (!existsSync(control)) return false;
  const [, plays] = /^VERSION="v4\.(\d+)\./m.exec(readFileSync(control, "utf8")) ?? [];
  return plays !== undefined && Number(plays) < minor;
}
