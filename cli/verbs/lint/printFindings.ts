import { painter } from "../../../terminal/paint";

import { takesColours } from "../../lib/colours";
import { columnsOf } from "../../../terminal/columns";
import type { Finding, Severity } from "../../../policy/model/finding";

/** How many findings there are of each kind. */
export type Count = Readonly<Record<Severity, number>>;

/** Counts findings by how bad they are. */
export function countFindings(findings: readonly Finding[]): Count {
  const count = { error: 0, warning: 0, note: 0 };
  for (const { severity } of findings) count[severity] += 1;
  return count;
}

/** How the screen is made: how wide it is, and whether it has colours. */
export interface Screen {
  readonly columns: number;
  readonly colours: boolean;
}

/** The screen of this process: colours on a terminal only, 100 columns at most. */
export function screenOf(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Screen {
  // Into a pipe, one finding is one line, so that grep gets it whole.
  return {
    columns: stream.isTTY ? Math.min(columnsOf(stream), 100) : Infinity,
    colours: takesColours(stream, env),
  };
}

/** Prints findings as compilers do, `place: severity: what is wrong`, and what to write instead below. */
export function printFindings(findings: readonly Finding[], screen: Screen): string {
  const colours = painter(screen.colours);
  const paint = { error: colours.red, warning: colours.yellow, note: colours.dim };
  return findings
    .map((finding) => {
      const { severity, value, reason, instead, code } = finding;
      const head = `${placeOf(finding)}: ${severity}:`;
      const painted = `${colours.bold(`${placeOf(finding)}:`)} ${paint[severity](`${severity}:`)}`;
      const what = wrap(`${head} ${value} ${reason}`, screen.columns, "    ").slice(head.length);
      const advice = wrap(`    -> ${instead} [${code}]`, screen.columns, "       ");
      return `${painted}${what}\n${colours.dim(advice)}\n${colours.dim(acceptance(finding, screen))}`;
    })
    .join("");
}

/** Why a finding is accepted, on a line of its own. */
function acceptance({ accepted }: Finding, { columns }: Screen): string {
  if (!accepted) return "";
  const { reason, until } = accepted;
  const end = until === undefined ? "" : `, until ${until}`;
  return `${wrap(`    accepted${end}: ${reason}`, columns, "       ")}\n`;
}

/** `file:line:column` for a file, the path of the input for a stack. */
function placeOf({ path, line, column }: Finding): string {
  return line === undefined ? path : `${path}:${line}:${column ?? 1}`;
}

/** One line that sums up: `2 files: 1 error, 3 warnings, 1 note`. */
export function printCount(what: string, count: Count): string {
  const part = (number: number, word: string): string =>
    `${number} ${word}${number === 1 ? "" : "s"}`;
  const { error, warning, note } = count;
  const clean =
    error + warning === 0 ? "clean" : `${part(error, "error")}, ${part(warning, "warning")}`;
  return `${what}: ${clean}${note > 0 ? `, ${part(note, "note")}` : ""}`;
}

/** Breaks a text between words; later lines begin with the indent. */
export function wrap(text: string, columns: number, indent: string): string {
  if (text.length <= columns) return text;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/(?<=\S) /)) {
    if (line !== "" && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = indent + word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join("\n");
}
