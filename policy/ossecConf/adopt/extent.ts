import type { Node } from "../../wazuh/read/node";
import { withoutComments } from "./comments";

/** Where an element stands in a text: from the first character to behind the last. */
export interface Extent {
  readonly from: number;
  readonly to: number;
}

/**
 * Finds an element with all that is in it. Where it has its lines to itself, they belong to it: indentation and line
 * break too.
 * @returns undefined where its end is not found (`<name/>`).
 */
export function extentOf(text: string, { name, line, column }: Node): Extent | undefined {
  const bare = withoutComments(text);
  const from = startOfLine(text, line) + column - 1;
  const closing = `</${name}>`;
  const end = bare.indexOf(closing, from);
  if (end < 0 || !bare.startsWith(`<${name}>`, from)) return undefined;
  return wholeLines(text, { from, to: end + closing.length });
}

function startOfLine(text: string, line: number): number {
  let at = 0;
  for (let i = 1; i < line; i++) at = text.indexOf("\n", at) + 1;
  return at;
}

function wholeLines(text: string, { from, to }: Extent): Extent {
  const before = text.slice(text.lastIndexOf("\n", from - 1) + 1, from);
  const after = /^[ \t\r]*(?:\n|$)/.exec(text.slice(to));
  return before.trim() === "" && after
    ? { from: from - before.length, to: to + after[0].length }
    : { from, to };
}
