import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";

import { runOn } from "../../../ssh/onHost";
import { rootShell } from "../../../ssh/rootShell";
import { indented } from "../../../terminal/shown";
import type { GoodStack } from "../joined";
import { operator } from "./operator";

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
/** Seconds for it: what was done is to be told, also where the manager hangs. */
const PATIENCE = 20;

/** The journal of a stack: JSON lines beside its file, only ever appended to. */
export function journalFile({ dir, name }: Pick<GoodStack, "dir" | "name">): string {
  return join(dir, `active-response.${name}.journal.jsonl`);
}

/**
 * Writes who did what and why: to the journal, and to the manager's own log. A journal that cannot be written is said, and
 * is no reason to stop: the host in question may be burning.
 */
export async function noteInJournal(stack: GoodStack, entry: JournalEntry): Promise<void> {
  const line = { when: new Date().toISOString(), who: operator(), ...entry };
  noteHere(stack, line);
  const { ssh, manager } = stack.input;
  try {
    const { code, stderr } = await runOn(
      ssh,
      manager,
      rootShell(ssh, TO_LOG),
      `${JSON.stringify(line)}\n`,
      PATIENCE,
    );
    if (code !== 0) throw new Error(stderr.trim());
  } catch (error) {
    const why = indented((error as Error).message);
    console.error(`warning: the manager's log cannot be written: ${why}`);
  }
}

/** Writes a line into the journal of this folder; where it cannot be written, that is said, and nothing else stops. */
export function noteHere(stack: Pick<GoodStack, "dir" | "name">, line: object): void {
  const file = journalFile(stack);
  try {
    appendLine(file, JSON.stringify(line));
  } catch (error) {
    console.error(`warning: the journal cannot be written: ${(error as Error).message}`);
  }
}

/**
 * Appends one line to a journal. A line that was cut, by a full disk or a power cut, is ended first: it must not take this
 * one with it.
 * @throws Error where it cannot be written whole.
 */
export function appendLine(file: string, line: string): void {
  // Not waiting for a reader, where somebody has put a pipe there.
  const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK;
  const at = openSync(file, flags, 0o600);
  try {
    const bytes = Buffer.from(`${endsLine(at) ? "" : "\n"}${line}\n`);
    const written = writeSync(at, bytes);
    if (written < bytes.length) throw new Error(`only ${written} of ${bytes.length} bytes fit`);
  } finally {
    closeSync(at);
  }
}

function endsLine(at: number): boolean {
  const { size } = fstatSync(at);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(at, last, 0, 1, size - 1);
  return last.toString() === "\n";
}
