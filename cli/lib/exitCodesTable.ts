import { EXIT_MEANINGS } from "./exit";

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
