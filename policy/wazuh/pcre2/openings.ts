import { fail } from "./cursor";
import type { Level } from "./groups";
import { Lengths } from "./lengths";
import type { Reading } from "./reading";

const ASSERTIONS = new Set(
  (
    "pla positive_lookahead nla negative_lookahead plb positive_lookbehind nlb negative_lookbehind napla " +
    "non_atomic_positive_lookahead naplb non_atomic_positive_lookbehind"
  ).split(" "),
);
const OTHERS = new Set("atomic sr script_run asr atomic_script_run".split(" "));
const VERBS = new Set("ACCEPT COMMIT F FAIL PRUNE SKIP THEN".split(" "));

/** What a parenthesis began: a group whose inside follows, or a whole item. */
export type Opened = "group" | "assertion" | "item" | "setting";

/** Reads what stands behind a `(`, up to the inside of the group, or to the `)` of an item without one. */
export function readOpening(reading: Reading): Opened {
  const { cursor, groups, levels } = reading;
  const around = levels[levels.length - 1] as Level;
  const enter = (more: Partial<Level> = {}): Opened => {
    const { extended, plain, namesTwice, looksAround } = around;
    const lengths = new Lengths("group", around.lengths);
    levels.push({ extended, plain, namesTwice, looksAround, lengths, ...more });
    return "group";
  };
  const verb = cursor.take(/\*(?=[:A-Za-z])/y);
  if (verb) return readVerb(reading, enter);
  if (!cursor.take(/\?/y)) {
    if (!around.plain) groups.open();
    return enter();
  }
  if (cursor.take(/[:>]/y)) return enter();
  const looks = cursor.take(/[=!*]|<[=!*]/y);
  if (looks) {
    const lengths = new Lengths(
      looks[0].startsWith("<") ? "lookbehind" : "no length",
      around.lengths,
    );
    enter({ looksAround: true, lengths });
    return "assertion";
  }
  if (cursor.take(/\|/y)) return enter({ reset: { first: groups.current, most: groups.current } });
  const named = cursor.take(/P?<([^>]*)>?|'([^']*)'?/y);
  if (named) {
    nameGroup(reading, named, around);
    return enter();
  }
  if (cursor.take(/C/y)) return readCallout(reading);
  if (cursor.take(/\(/y)) return readCondition(reading, enter);
  return readRecursion(reading) ?? readOptions(reading, enter);
}

function nameGroup({ groups }: Reading, found: RegExpExecArray, around: Level): void {
  const name = found[1] ?? found[2] ?? "";
  if (!/^[A-Za-z_]\w{0,31}$/.test(name) || !/[>']$/.test(found[0].slice(1)))
    fail(`(?${found[0]} gives a group no name`);
  groups.open();
  groups.name(name, around.namesTwice);
}

/** (?R), (?1), (?-1), (?&name), (?P>name): a group once more; (?P=name): what it matched. */
function readRecursion({ cursor, groups }: Reading): Opened | undefined {
  const found = cursor.take(/(?:R|([+-]?\d+)|(?:&|P>|P=)(\w*))/y);
  if (!found) return undefined;
  const by = `(?${found[0]})`;
  const [, number, name] = found;
  if (name !== undefined) groups.refer(name, by);
  else if (number !== undefined && /^[+-]/.test(number)) groups.referBy(Number(number), by);
  else if (number !== undefined) groups.refer(Number(number), by);
  if (!cursor.take(/\)/y)) fail(`${by.slice(0, -1)} without its )`);
  return "item";
}

/** (?i), or (?i:...) for one group; without the colon the options hold to the end of the group around it. */
function readOptions({ cursor, levels }: Reading, enter: (more: Partial<Level>) => Opened): Opened {
  const found = cursor.take(/(\^?)([imsnxJU]*)(?:-([imsnxJU]*))?/y);
  const [whole = "", unset, on = "", off] = found ?? [];
  if (unset && off !== undefined) fail(`(?${whole} unsets options twice`);
  if (cursor.atEnd) fail("unterminated group");
  const end = cursor.take(/[:)]/y)?.[0];
  if (end === undefined)
    fail(`(?${whole}${cursor.next()} neither begins a group nor sets an option`);
  const around = levels[levels.length - 1] as Level;
  const holds = (option: string, before: boolean): boolean =>
    off?.includes(option) ? false : on.includes(option) || (before && !unset);
  const more = {
    extended: holds("x", around.extended),
    plain: holds("n", around.plain),
    namesTwice: holds("J", around.namesTwice),
  };
  if (end === ":") return enter(more);
  levels[levels.length - 1] = { ...around, ...more };
  return "setting";
}

const CALLOUT = /(?:(\d*)|([`'"^%#$])(?:(?!\2)[^]|\2\2)*\2|\{(?:[^}]|\}\})*\})\)/y;

function readCallout({ cursor }: Reading): Opened {
  const found = cursor.take(CALLOUT);
  if (!found || Number(found[1] ?? 0) > 255) return fail("(?C is not a callout of 0 to 255");
  return "setting";
}

/** (*ACCEPT) and its like, and the groups that are written by a word: (*atomic:...). */
function readVerb(reading: Reading, enter: (more: Partial<Level>) => Opened): Opened {
  const { cursor } = reading;
  const word = cursor.take(/[a-z]\w*/y)?.[0];
  if (word !== undefined) {
    if (!ASSERTIONS.has(word) && !OTHERS.has(word)) fail(`(*${word} is unknown to PCRE2`);
    if (!cursor.take(/:/y)) fail(`(*${word} has no : behind it`);
    const lengths = new Lengths(
      /lookbehind|lb$/.test(word) ? "lookbehind" : "no length",
      reading.levels.at(-1)?.lengths,
    );
    enter(ASSERTIONS.has(word) ? { looksAround: true, lengths } : {});
    return ASSERTIONS.has(word) ? "assertion" : "group";
  }
  const [, name = "", argument] = cursor.take(/(\w*)(:[^)]*)?/y) ?? [];
  const marks = name === "MARK" || name === "";
  if (!marks && !VERBS.has(name)) fail(`(*${name}) is unknown to PCRE2`);
  if (marks && (argument ?? ":") === ":") fail("(*MARK) has no name");
  if (!cursor.take(/\)/y)) fail(`(*${name} without its )`);
  if (/^(?:ACCEPT|F|FAIL)$/.test(name)) reading.levels.at(-1)?.lengths.end();
  return name === "ACCEPT" ? "item" : "setting";
}

/** (?(1)...), (?(name)...), (?(R)...), (?(DEFINE)...), (?(VERSION>=10)...), or an assertion. */
function readCondition(reading: Reading, enter: (more: Partial<Level>) => Opened): Opened {
  const { cursor, groups } = reading;
  if (cursor.take(/(?=[?*])/y)) return readAsserted(reading, enter);
  if (cursor.take(/VERSION>?=\d+(?:\.\d{1,2})?\)/y)) return enter({ branches: 2 });
  const found = cursor.take(/([+-]?\d+)\)|(?:<(\w+)>|'(\w+)'|(\w+))\)/y);
  if (!found) return fail("(?( has no condition that PCRE2 knows");
  const by = `(?(${found[0]}`;
  const [, number, angled, quoted, bare] = found;
  if (number !== undefined && /^[+-]/.test(number)) groups.referBy(Number(number), by);
  else if (number !== undefined) groups.refer(Number(number), by);
  else if (bare === "DEFINE")
    return enter({
      branches: 1,
      lengths: new Lengths("no length", reading.levels.at(-1)?.lengths),
    });
  else if (/^R\d+$/.test(bare ?? "")) groups.refer(Number(bare?.slice(1)), by);
  else if (bare !== "R") groups.refer(angled ?? quoted ?? bare ?? "", by);
  return enter({ branches: 2 });
}

function readAsserted(reading: Reading, enter: (more: Partial<Level>) => Opened): Opened {
  const opened = enter({ branches: 2 });
  if (readOpening(reading) !== "assertion") fail("(?( is not followed by an assertion");
  return opened;
}
