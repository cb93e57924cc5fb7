import { fail } from "./cursor";
import { readEscape } from "./escapes";
import type { Reading } from "./reading";

const POSIX = new Set(
  "alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit".split(" "),
);

/** One member of a class: a character, or a set by a name. */
interface Member {
  /** Undefined for a set, which cannot be the end of a range. */
  readonly code: number | undefined;
  readonly text: string;
}

/** Reads a class from behind its `[` to its `]`. */
export function readClass(reading: Reading): void {
  const { cursor } = reading;
  // The ends of a word, as other engines write them.
  if (cursor.take(/\[:[<>]:\]\]/y)) return;
  const posix = cursor.take(/([:.=])(?:\\[\]\\]|(?!\[\1|\]|\1\])[^])*\1\]/y);
  if (posix) fail(`[${posix[0]} is known inside a class only: [[${posix[0]}]`);
  // A ] that comes first is a member.
  cursor.take(/\^/y);
  let first = true;
  for (;;) {
    if (cursor.atEnd) fail("a [ without its ]");
    if (!first && cursor.take(/\]/y)) return;
    if (readRange(reading)) first = false;
  }
}

/** Reads a member, and the other one where it begins a range; false for what is none, as \E. */
function readRange(reading: Reading): boolean {
  const { cursor } = reading;
  const first = readMember(reading);
  if (!first) return false;
  if (!cursor.take(/-(?!\])/y)) return true;
  if (cursor.atEnd) fail("a [ without its ]");
  const last = readMember(reading);
  if (!last) return true;
  const range = `${first.text}-${last.text}`;
  if (first.code === undefined || last.code === undefined)
    return fail(`${range} is not a range in a class; write - at its end`);
  if (first.code > last.code) return fail(`${range} is a range from its end to its start`);
  return true;
}

const member = (text: string): Member => ({ code: text.charCodeAt(0), text });

/** Undefined for what stands for nothing, as \E. */
function readMember(reading: Reading): Member | undefined {
  const { cursor } = reading;
  const start = cursor.at;
  const named = cursor.take(/\[([:.=])(\^?)((?:\\[\]\\]|(?!\[\1|\]|\1\])[^])*)\1\]/y);
  if (named) {
    if (named[1] !== ":") fail("[.x.] and [=x=] are not known");
    if (!POSIX.has(named[3] ?? "")) fail(`${named[0].slice(0, -1)}] is not a class`);
    return { code: undefined, text: named[0] };
  }
  const character = cursor.next();
  if (character !== "\\") return member(character);
  const escaped = readEscape(reading, true);
  const text = cursor.text.slice(start, cursor.at);
  switch (escaped.kind) {
    case "character":
      return { code: escaped.code, text };
    case "set":
    case "place":
      return { code: undefined, text };
    case "quote":
      cursor.take(/[^]*?(?:\\E|$)/y);
      return undefined;
    case "nothing":
      return undefined;
    default:
      return escaped satisfies never;
  }
}
