/** A small fault planted in a file: what stands at `at` to `end` becomes `text`. */
export interface Mutant {
  readonly file: string;
  readonly at: number;
  readonly end: number;
  readonly text: string;
  /** What was changed, for a list: `<= becomes <`. */
  readonly what: string;
}

/** How a mutant ended. `types`: only the compiler refuses it, which `npm test` asks first. */
export type Verdict = "killed" | "too slow" | "types" | "not reached" | "survived";

/** A mutant that was tried. */
export interface Ended {
  readonly file: string;
  readonly line: number;
  /** The line's text, without the blanks around it. */
  readonly source: string;
  /** Of the fault in that text, from 1. */
  readonly column: number;
  readonly what: string;
  readonly verdict: Verdict;
  /** The test that noticed it: its file and its name. */
  readonly by?: string | undefined;
}

/** What to write for an operator to move a boundary or to turn a condition round. */
export const OPPOSITES: Readonly<Record<string, string>> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "==": "!=",
  "!=": "==",
  "===": "!==",
  "!==": "===",
  "&&": "||",
  "||": "&&",
  "-": "+",
  "~": "!~",
  "!~": "~",
  "=~": "!~",
};

/** Where a place is in a text. */
export function placeAt(text: string, at: number): Pick<Ended, "line" | "source" | "column"> {
  const before = text.slice(0, at).split("\n");
  const line = before.length;
  const whole = text.split("\n")[line - 1] ?? "";
  const blanks = whole.length - whole.trimStart().length;
  return { line, source: whole.trim(), column: (before.at(-1) ?? "").length - blanks + 1 };
}
