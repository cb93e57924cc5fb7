export { UsageError } from "../../config/usageError";

/** Exit codes of every verb, in one place; what they mean stands in {@link EXIT_MEANINGS}. */
export const EXIT = {
  ok: 0,
  warnings: 1,
  bad: 2,
  unreachable: 3,
  usage: 64,
  fault: 70,
  interrupted: 130,
} as const;

/** What each exit code means; the help and docs/runbook.md print it. */
export const EXIT_MEANINGS: Readonly<Record<(typeof EXIT)[keyof typeof EXIT], string>> = {
  0: "done or clean",
  1: "warnings, or nothing to do",
  2: "errors, drift, a refusal, or a failed drill",
  3: "a host cannot be reached, or gave no proof in time",
  64: "wrong usage",
  70: "a bug in this program",
  130: "interrupted; unfinished work is cleaned up",
};

/** The exit codes as a table of Markdown, for the runbook. */
export function exitCodesTable(): string {
  const rows = Object.entries(EXIT_MEANINGS).map(([code, meaning]) => `| ${code} | ${meaning} |`);
  return ["| code | meaning |", "| --- | --- |", ...rows].join("\n");
}

/**
 * Replaces what stands between two comments `<!-- NAME: begin -->` and `<!-- NAME: end -->`.
 * @throws Error where they are not there.
 */
export function between(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${begin} and ${end} are missing; write them back`);
  return `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`;
}
