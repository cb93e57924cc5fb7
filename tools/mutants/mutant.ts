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

/** The line of a place in a text, from 1. */
export function lineAt(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}
