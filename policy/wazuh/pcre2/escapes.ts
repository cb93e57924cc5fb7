import { fail } from "./cursor";
import { isProperty } from "./properties";
import type { Escaped, Reading } from "./reading";
import { readDigits, readNamedReference, readReference } from "./references";

const CHARACTERS: Readonly<Record<string, number>> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9 };

/** Reads what stands behind a `\`. */
export function readEscape(reading: Reading, inClass: boolean): Escaped {
  const { cursor } = reading;
  if (cursor.atEnd) fail("\\ stands at its end");
  const letter = cursor.next();
  if (!/^[A-Za-z0-9]$/.test(letter)) return { kind: "character", code: letter.charCodeAt(0) };
  const plain = CHARACTERS[letter];
  if (plain !== undefined) return { kind: "character", code: plain };
  switch (letter) {
    case "Q":
      return { kind: "quote" };
    case "E":
      return { kind: "nothing" };
    case "c":
      return control(reading);
    case "x":
      return hexadecimal(reading);
    case "o":
      return braced(reading, /\{([^}]*)\}?/y, /^[0-7]+$/, 8, "\\o");
    case "p":
    case "P":
      return property(reading, letter);
    default:
  }
  if (/[0-9]/.test(letter)) return readDigits(reading, letter, inClass);
  if (inClass && letter === "g") return { kind: "character", code: letter.charCodeAt(0) };
  if (inClass && /[ABCGKRXZkz]/.test(letter)) return classLetter(letter);
  if (letter === "K" && reading.levels.some(({ looksAround }) => looksAround))
    fail("\\K has no meaning in an assertion");
  if (/[dDwWsShHvVRXC]/.test(letter)) return { kind: "set" };
  if (/[AbBGKzZ]/.test(letter))
    return letter === "b" && inClass ? { kind: "character", code: 8 } : { kind: "place" };
  switch (letter) {
    case "N":
      return notNewline(reading, inClass);
    case "g":
      return readReference(reading);
    case "k":
      return readNamedReference(reading);
    default:
      return fail(`\\${letter} means nothing`);
  }
}

function classLetter(letter: string): never {
  return fail(`\\${letter} has no meaning in a class`);
}

function control({ cursor }: Reading): Escaped {
  const code = cursor
    .take(/[\x20-\x7e]/y)?.[0]
    .toUpperCase()
    .charCodeAt(0);
  return code === undefined
    ? fail("\\c stands before no printable character")
    : { kind: "character", code: code ^ 64 };
}

function hexadecimal(reading: Reading): Escaped {
  if (reading.cursor.text.charAt(reading.cursor.at) === "{")
    return braced(reading, /\{([^}]*)\}?/y, /^[0-9A-Fa-f]+$/, 16, "\\x");
  const found = reading.cursor.take(/[0-9A-Fa-f]{0,2}/y)?.[0] ?? "";
  return { kind: "character", code: Number.parseInt(found || "0", 16) };
}

/** The number of `\x{...}`, `\o{...}` and `\N{U+...}`. */
function braced(
  { cursor, utf }: Reading,
  form: RegExp,
  number: RegExp,
  base: number,
  letter: string,
): Escaped {
  const found = cursor.take(form);
  const text = found?.[1] ?? "";
  if (!found?.[0].endsWith("}") || !number.test(text))
    return fail(`${letter} has no number in braces behind it`);
  const code = Number.parseInt(text, base);
  return code > (utf ? 0x10ffff : 0xff)
    ? fail(`${letter}{${text}} is no ${utf ? "character" : "byte; begin the pattern with (*UTF)"}`)
    : { kind: "character", code };
}

/** A property by its letter, or by a name in braces. */
function property({ cursor }: Reading, letter: string): Escaped {
  const found = cursor.take(/[A-Za-z]|\{[^{}]*\}/y)?.[0];
  if (found === undefined || /^[^CLMNPSZ{]$/i.test(found))
    return fail(`\\${letter} names no property`);
  if (found.startsWith("{") && !isProperty(found.slice(1, -1)))
    return fail(`\\${letter}${found} names a property that it does not know`);
  return { kind: "set" };
}

function notNewline(reading: Reading, inClass: boolean): Escaped {
  const { cursor, utf } = reading;
  if (cursor.take(/(?=\{U\+)/y)) {
    if (!utf) return fail("\\N{U+...} is known in characters only; begin the pattern with (*UTF)");
    return braced(reading, /\{U\+([^}]*)\}?/y, /^[0-9A-Fa-f]+$/, 16, "\\N");
  }
  if (inClass) return classLetter("N");
  const { at } = cursor;
  if (cursor.take(/\{(?!\d+(?:,\d*)?\})/y)) return fail("\\N{...} means nothing");
  cursor.at = at;
  return { kind: "set" };
}
