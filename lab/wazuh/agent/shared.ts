import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { asFolder } from "../daemon/log";
import type { Shared } from "./wire";

/**
 * What lies in etc/shared, on a manager for a group, on an agent for itself. As wazuh-remoted, which runs as wazuh, a
 * manager does without what it cannot read.
 * @returns undefined where there is no ar.conf yet.
 */
export function sharedIn(folder: string, group = ""): Shared | undefined {
  const arConf = textOf(join(folder, "ar.conf"));
  if (arConf === undefined) return undefined;
  return { arConf, agentConf: textOf(join(folder, group, "agent.conf")) ?? "" };
}

/** Writes what a manager shares into an agent's etc/shared. */
export function takeShared(folder: string, { arConf, agentConf }: Shared): void {
  writeFileSync(join(folder, "ar.conf"), arConf);
  const file = join(folder, "agent.conf");
  if (agentConf === "") {
    rmSync(file, { force: true });
    return;
  }
  writeFileSync(file, agentConf, { mode: 0o660 });
  // By agentd, which runs as wazuh; the folder is root's.
  asFolder(file, dirname(folder));
}

/** Sum of what is shared. */
export function sumOfShared({ arConf, agentConf }: Shared): string {
  return sumOf(`${arConf}\0${agentConf}`);
}

/** Sum of a file. */
export function sumOf(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
