import { appendFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";

import type { GoodStack } from "../joined";
import { rootShell } from "../../ssh/rootShell";
import { runOn } from "../../ssh/onHost";

/** What an operator did, as one line of the journal. */
export interface JournalEntry {
  readonly verb: "isolate" | "release" | "unblock" | "drill";
  /** Names of the agents that it was about. */
  readonly agents: readonly string[];
  readonly outcome: string;
  readonly address?: string;
  readonly reason?: string;
  /** Id of the alert that it was done for. */
  readonly alert?: string;
  readonly way?: string;
  /** Until it was proven. */
  readonly seconds?: number;
}

const TO_LOG = "logger -S 8192 -t wazuh-active-response -p auth.warning";

/** The journal of a stack: JSON lines beside its file, only ever appended to. */
export function journalFile({ dir, name }: Pick<GoodStack, "dir" | "name">): string {
  return join(dir, `active-response.${name}.journal.jsonl`);
}

/**
 * Writes who did what and why: to the journal, and to the manager's own log. A journal that cannot be written is said, and
 * is no reason to stop: the host in question may be burning.
 */
export async function noteInJournal(stack: GoodStack, entry: JournalEntry): Promise<void> {
  const line = JSON.stringify({ when: new Date().toISOString(), who: operator(), ...entry });
  try {
    appendFileSync(journalFile(stack), `${line}\n`, { mode: 0o600 });
  } catch (error) {
    console.error(`warning: the journal cannot be written: ${(error as Error).message}`);
  }
  const { ssh, manager } = stack.input;
  try {
    const { code, stderr } = await runOn(ssh, manager, rootShell(ssh, TO_LOG), `${line}\n`);
    if (code !== 0) throw new Error(stderr.trim());
  } catch (error) {
    console.error(`warning: the manager's log cannot be written: ${(error as Error).message}`);
  }
}

/** Who runs this: the name before sudo, and the machine. */
function operator(): string {
  return `${process.env["SUDO_USER"] ?? userInfo().username}@${hostname()}`;
}
