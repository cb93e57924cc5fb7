import { fail } from "./cursor";
import type { Escaped, Reading } from "./reading";

const NAME = "[A-Za-z_]\\w{0,31}";

/** A group by its number, or a character by its octal one. */
export function readDigits(
  { cursor, groups, utf }: Reading,
  first: string,
  inClass: boolean,
): Escaped {
  const start = cursor.at - 1;
  const whole = first + (cursor.take(/\d*/y)?.[0] ?? "");
  const number = Number(whole);
  if (!inClass && first !== "0" && (number < 10 || first >= "8" || number <= groups.current)) {
    groups.refer(number, `\\${whole}`);
    return { kind: "set" };
  }
  cursor.at = start;
  const octal = cursor.take(/[0-7]{1,3}/y)?.[0];
  if (octal === undefined) return { kind: "character", code: cursor.next().charCodeAt(0) };
  const code = Number.parseInt(octal, 8);
  return code > 0xff && !utf
    ? fail(`\\${octal} is not a byte; begin the pattern with (*UTF)`)
    : { kind: "character", code };
}

/** `\g` with a number or a name: what a group matched, or in < > and ' ' the group once more. */
export function readReference({ cursor, groups }: Reading): Escaped {
  const found =
    cursor.take(/\{(?:([+-]?\d+)|(\w+))\}|([+-]?\d+)/y) ??
    cursor.take(/<(?:([+-]?\d+)|(\w+))>/y) ??
    cursor.take(/'(?:([+-]?\d+)|(\w+))'/y);
  if (!found) return fail("\\g names no group");
  const by = `\\g${found[0]}`;
  const number = found[1] ?? found[3];
  if (number === undefined) groups.refer(found[2] ?? "", by);
  else if (/^[+-]/.test(number)) groups.referBy(Number(number), by);
  else groups.refer(Number(number), by);
  return { kind: "set" };
}

/** `\k` with a name: what the group of that name matched. */
export function readNamedReference({ cursor, groups }: Reading): Escaped {
  const found = cursor.take(new RegExp(`\\{(${NAME})\\}|<(${NAME})>|'(${NAME})'`, "y"));
  if (!found) return fail("\\k names no group");
  groups.refer(found[1] ?? found[2] ?? found[3] ?? "", `\\k${found[0]}`);
  return { kind: "set" };
}
