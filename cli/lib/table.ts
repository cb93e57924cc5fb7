import Table from "cli-table3";

import { signed } from "../../terminal/paint";
import { shown } from "../../terminal/shown";

/** Rows that the library lays out at once: its time grows with the square of their number. */
const AT_ONCE = 100;

/** No column gets narrower than this, its two blanks included. */
const LEAST = 8;

/** A table that rows are added to. */
export interface TextTable {
  readonly push: (row: readonly (string | number)[]) => void;
  readonly toString: () => string;
}

/**
 * A table of the house: words wrapped, none cut, as wide as its columns are or as the terminal has room for.
 * @param colWidths characters of each column in 100 columns, its two blanks included.
 */
export function tableOf(head: readonly string[], colWidths: readonly number[]): TextTable {
  const widths = fitted(colWidths, process.stdout.isTTY ? process.stdout.columns : undefined);
  const cells = (row: readonly (string | number)[]): string[] =>
    // What is not ours is written out before it is measured and wrapped.
    row.map((cell, i) => broken(shown(String(cell)), (widths[i] ?? LEAST) - 2));
  const options = { style: { head: [], border: [] }, colWidths: widths, wordWrap: true };
  const rows: string[][] = [];
  return {
    push: (row) => rows.push(cells(row)),
    toString: () => {
      const first = new Table({ ...options, head: cells(head) });
      first.push(...rows.slice(0, AT_ONCE));
      const parts = [first.toString()];
      for (let at = AT_ONCE; at < rows.length; at += AT_ONCE) {
        const next = new Table({ ...options, chars: GOES_ON });
        next.push(...rows.slice(at, at + AT_ONCE));
        parts.push(next.toString());
      }
      return signed(joined(parts));
    },
  };
}

/** The line above the rows of a later part is one between rows. */
const GOES_ON = { "top-left": "├", "top-mid": "┼", "top-right": "┤" };

/** Parts of one table, each without the line below its last row but for the last one. */
function joined(parts: readonly string[]): string {
  return parts
    .map((part, i) => (i < parts.length - 1 ? part.slice(0, part.lastIndexOf("\n")) : part))
    .join("\n");
}

/**
 * Takes from the widest column until the table fits, but never more than leaves {@link LEAST}.
 * @param room columns of the terminal; undefined where there is none, 0 where it does not say.
 */
export function fitted(colWidths: readonly number[], room: number | undefined): number[] {
  const widths = [...colWidths];
  if (room === undefined || room === 0) return widths;
  const borders = widths.length + 1;
  for (;;) {
    const widest = Math.max(...widths);
    if (widths.reduce((sum, width) => sum + width, borders) <= room || widest <= LEAST)
      return widths;
    widths[widths.indexOf(widest)] = widest - 1;
  }
}

/**
 * Breaks words that are longer than a line (paths, IPv6 addresses), which cli-table3 would cut; its own way to break
 * them counts the codes of colours as letters.
 */
export function broken(text: string, width: number): string {
  return text.replace(/\S+/gu, (word) => {
    let length = 0;
    return word.replace(/\u001b\[[\d;]*m|./gu, (sign) => {
      if (sign.startsWith("\u001b")) return sign;
      length += 1;
      return length > width && length % width === 1 ? ` ${sign}` : sign;
    });
  });
}
