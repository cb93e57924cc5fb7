import { chmodSync, chownSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { numberOf } from "../../accounts";

/** Writes ar.conf of a home as analysisd does: in place, 0640, group wazuh. It does so under `-t` too. */
export function writeArConf(home: string, text: string): void {
  const file = join(home, "etc", "shared", "ar.conf");
  writeFileSync(file, text);
  const group = numberOf(readFileSync("/etc/group", "utf8"), "wazuh");
  if (group !== undefined) chownSync(file, statSync(file).uid, group);
  chmodSync(file, 0o640);
}
