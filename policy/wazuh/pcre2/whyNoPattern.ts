import { readClass } from "./characterClass";
import { Cursor, fail, PatternFault } from "./cursor";
import { readEscaped, type Before } from "./readEscaped";
import { Groups, type Level } from "./groups";
import { Lengths } from "./lengths";
import { readOpening } from "./openings";
import type { Reading } from "./reading";

// What may stand at the very start: (*UTF), (*LIMIT_MATCH=1000), ...
const START =
  /\(\*(?:BSR_ANYCRLF|BSR_UNICODE|ANYCRLF|ANY|CRLF|CR|LF|NUL|NO_AUTO_POSSESS|NO_DOTSTAR_ANCHOR|NO_JIT|NO_START_OPT|NOTEMPTY_ATSTART|NOTEMPTY|UCP|UTF8?|LIMIT_(?:DEPTH|HEAP|MATCH|RECURSION)=\d+)\)/y;

/**
 * Why a text is not a pattern of PCRE2 10.42, read as Wazuh compiles it: without options, byte by byte. Undefined for one
 * that compiles. Not looked into: how long a reference inside a lookbehind is.
 */
export function whyNoPattern(pattern: string): string | undefined {
  try {
    read(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof PatternFault) return error.message;
    throw error;
  }
}

function read(pattern: string): void {
  const utf = /^(?:\(\*[^)]*\))*\(\*UTF8?\)/.test(pattern);
  // Bytes, as characters of 0 to 255.
  const text = utf ? pattern : Buffer.from(pattern, "utf8").toString("latin1");
  const level: Level = {
    extended: false,
    plain: false,
    namesTwice: false,
    looksAround: false,
    lengths: new Lengths("group"),
  };
  const reading: Reading = {
    cursor: new Cursor(text),
    groups: new Groups(),
    levels: [level],
    utf,
  };
  while (reading.cursor.take(START));
  readItems(reading);
  if (reading.levels.length > 1) fail("unterminated group");
  reading.groups.judge();
}

/** Items of a branch, their repeats, and the ends of branches and groups. */
function readItems(reading: Reading): void {
  const { cursor, levels } = reading;
  let before: Before = "nothing";
  while (!cursor.atEnd) {
    const level = levels[levels.length - 1] as Level;
    if (cursor.take(/\(\?#/y)) {
      if (!cursor.take(/[^)]*\)/y)) fail("(?# without its )");
    } else if (level.extended && cursor.take(/\s+|#[^\n]*(?:\n|$)/y)) {
      continue;
    } else if (before === "repeat" && cursor.take(/[+?]/y)) {
      before = "nothing"; // how greedy the repeat is
    } else if (isRepeat(reading)) {
      if (before !== "item") fail("nothing to repeat");
      before = "repeat";
    } else {
      before = readItem(reading) ?? before;
    }
  }
}

/** Reads `*`, `+`, `?`, `{2}`, `{2,}` or `{2,3}`. */
function isRepeat({ cursor, levels }: Reading): boolean {
  const found = cursor.take(/[*+?]|\{(\d+)(?:,(\d*))?\}/y);
  if (!found) return false;
  const [sign, least, most] = found;
  const exactly = sign.includes(",") || least === undefined ? undefined : Number(least);
  levels.at(-1)?.lengths.repeat(Number(least), most ? Number(most) : exactly);
  const counts = [least, most].flatMap((text) => (text ? [Number(text)] : []));
  const far = counts.find((count) => count > 65_535);
  if (far !== undefined) fail(`{${far}} counts further than 65535`);
  if (counts.length === 2 && Number(most) < Number(least))
    fail("numbers out of order in {} quantifier");
  return true;
}

/** Reads one item; undefined where a repeat behind it finds what stood before. */
function readItem(reading: Reading): Before | undefined {
  const { cursor } = reading;
  const character = cursor.next();
  const lengths = reading.levels.at(-1)?.lengths;
  switch (character) {
    case "(":
      return readOpened(reading);
    case ")":
      close(reading);
      return "item";
    case "|":
      nextBranch(reading);
      return "nothing";
    case "^":
    case "$":
      return "nothing";
    case "[":
      readClass(reading);
      lengths?.item(1);
      return "item";
    case "\\":
      return readEscaped(reading);
    default:
      if (reading.utf && /[\ud800-\udbff]/.test(character)) cursor.next();
      lengths?.item(1);
      return "item";
  }
}

/** What refers to a group is as long as that one; (*ACCEPT) has ended the branch. */
function readOpened(reading: Reading): Before {
  const { cursor, levels } = reading;
  const from = cursor.at;
  const opened = readOpening(reading);
  if (opened !== "item") return "nothing";
  if (!cursor.text.startsWith("*", from)) levels.at(-1)?.lengths.item("unknown");
  return "item";
}

function nextBranch({ groups, levels }: Reading): void {
  const level = levels[levels.length - 1] as Level;
  level.lengths.nextBranch();
  if (level.reset) {
    level.reset.most = Math.max(level.reset.most, groups.current);
    groups.countFrom(level.reset.first);
  }
  if (level.branches === undefined) return;
  if (level.branches === 1) fail("a condition has more than its two branches");
  levels[levels.length - 1] = { ...level, branches: level.branches - 1 };
}

function close({ groups, levels }: Reading): void {
  if (levels.length === 1) fail("unmatched ')'");
  const { reset, lengths } = levels.pop() as Level;
  const { length, isAssertion } = lengths.close();
  levels.at(-1)?.lengths.item(length, isAssertion);
  if (reset) groups.countFrom(Math.max(reset.most, groups.current));
}
