import { OURS } from "./paint";

/**
 * What a terminal obeys, or shows otherwise than it stands there: control characters of both sets (ESC, CSI and OSC among
 * them, and the carriage return, which writes over a line), marks that turn the direction of text, what has no width, the
 * line and paragraph separators of Unicode, halves of a pair. A line break and a tab stay.
 */
const OBEYED = "(?![\\n\\t])[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}]";
const EITHER = new RegExp(`${OURS}|${OBEYED}`, "gu");

/**
 * Text as it may go to a terminal: what a terminal would obey is written out (`\u001b`), as JSON writes it, so that printed
 * JSON still means the same. Our own colours come out as such, see {@link painter}.
 */
export function shown(text: string): string {
  return text.replace(EITHER, (found, colour: string | undefined) =>
    colour === undefined ? writtenOut(found) : `\u001b[${colour}m`,
  );
}

/** The same for what has to stay on one line: a name, the words of an API, a line of a log. */
export function oneLine(text: string): string {
  return text.replace(new RegExp(`${OBEYED}|[\\n\\t]`, "gu"), (found) =>
    found === "\t" ? " " : writtenOut(found),
  );
}

/** What a host or another program said, in several lines perhaps: the later ones are indented, so that none poses as ours. */
export function indented(text: string): string {
  return text.replace(/\n/g, "\n    ");
}

/** Each half of a pair by itself, as JSON has it. */
function writtenOut(found: string): string {
  return found
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
