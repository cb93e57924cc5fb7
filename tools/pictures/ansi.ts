/** A piece of a line that looks the same from its first letter to its last. */
export interface Run {
  readonly text: string;
  /** Column of its first letter, from 0. */
  readonly column: number;
  /** `red`, `bold`, `dim`, ...; none for plain text. */
  readonly looks: readonly string[];
}

const COLOURS = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
/** An escape sequence with its numbers and its letter, or text up to the next one. */

const PART = /\u001b\[([\d;?]*)([A-Za-z])|[^\u001b]+/g;

/** What stood on a line before a spinner erased it, or a program began it anew. */

const ERASED = /^.*(?:\u001b\[\d*K|\u001b\[J|\r(?!$))/;

/**
 * Reads what a program printed for a terminal: one list of runs a line. Of the escape sequences colours, bold and dim are
 * kept; what was erased is gone, and the cursor is not followed. A line longer than the terminal goes on in the next one.
 * @param columns width of the terminal.
 */
export function readTerminal(text: string, columns: number): readonly (readonly Run[])[] {
  let looks: ReadonlySet<string> = new Set();
  return text.split("\n").flatMap((whole) => {
    const line = whole.replace(ERASED, "");
    const rows: Run[][] = [[]];
    let column = 0;
    for (const [part, codes = "", letter] of line.matchAll(PART)) {
      if (letter !== undefined) {
        if (letter === "m") looks = changed(looks, codes);
        continue;
      }
      const letters = Array.from(part.replace(/\r/g, ""));
      while (letters.length > 0) {
        if (column === columns) {
          rows.push([]);
          column = 0;
        }
        const piece = letters.splice(0, columns - column);
        rows.at(-1)?.push({ text: piece.join(""), column, looks: [...looks] });
        column += piece.length;
      }
    }
    return rows;
  });
}

function changed(looks: ReadonlySet<string>, codes: string): ReadonlySet<string> {
  let next = new Set(looks);
  const drop = (names: readonly string[]): void => {
    next = new Set([...next].filter((name) => !names.includes(name)));
  };
  // 38;5;n is colour n of a larger palette, whose first ones are the same.
  for (const code of codes
    .replace(/\b38;5;(\d)\b/g, "3$1")
    .split(";")
    .map(Number)) {
    const colour = COLOURS[code % 10];
    if (code === 0) next.clear();
    else if (code === 1) next.add("bold");
    else if (code === 2) next.add("dim");
    else if (code === 22) drop(["bold", "dim"]);
    else if (code === 39) drop(COLOURS);
    else if (colour && ((code >= 30 && code <= 37) || (code >= 90 && code <= 97))) {
      drop(COLOURS);
      next.add(colour);
    }
  }
  return next;
}
