import { readFileSync } from "node:fs";

import type { GoodStack } from "../../lib/joined";
import { journalFile, type JournalEntry } from "../../lib/journal/journal";

/** One line of the journal: what was done, when (ISO 8601) and by whom. */
type JournalLine = JournalEntry & { readonly when: string; readonly who: string };

/**
 * Who isolated an agent last, as this folder's journal has it: an isolated host may answer to nobody, and then cannot say so.
 * @returns half a sentence; undefined where the journal knows of none, or of a release since.
 */
export function isolatedSince(
  stack: Pick<GoodStack, "dir" | "name">,
  agent: string,
): string | undefined {
  let last: JournalLine | undefined;
  for (const line of linesOf(journalFile(stack)))
    if (isProven(line) && line.agents.includes(agent)) last = line;
  return last?.verb === "isolate"
    ? `${last.who} isolated it at ${last.when}, says the journal of this folder`
    : undefined;
}

/**
 * What was only sent or refused did not cut the agent off, nor let it back in. One that is "not proven" is cut off: only its
 * manager was not heard since.
 */
function isProven({ verb, outcome }: JournalLine): boolean {
  if (verb === "isolate" && outcome.startsWith("not proven: ")) return true;
  return (verb === "isolate" || verb === "release") && outcome.startsWith(`${verb}: `);
}

/** A journal that is not there has no lines; nor has what somebody else wrote into it. */
function linesOf(file: string): readonly JournalLine[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return [];
  }
  return text.split("\n").flatMap((line) => {
    try {
      const entry = JSON.parse(line) as Partial<JournalLine> | null;
      return Array.isArray(entry?.agents) ? [entry as JournalLine] : [];
    } catch {
      return [];
    }
  });
}
