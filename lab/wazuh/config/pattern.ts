/** Says whether a text matches; all of Wazuh's kinds but pcre2 ignore case. */
export type Pattern = (text: string) => boolean;

/** Kinds of pattern that rules may name in `type`. */
export type PatternKind = "osmatch" | "osregex" | "pcre2";

/**
 * Compiles a pattern.
 * @throws Error where it is none of its kind.
 */
export function compilePattern(kind: PatternKind, source: string): Pattern {
  if (kind === "osmatch") return osMatch(source);
  return testBy(kind === "osregex" ? osRegex(source) : pcre2(source));
}

function testBy(regexp: RegExp): Pattern {
  return (text) => regexp.test(text);
}

/** sregex: plain texts joined by `|`, `^` and `$` anchors, `!` in front negates all. */
export function osMatch(source: string): Pattern {
  const negated = source.startsWith("!");
  const parts = (negated ? source.slice(1) : source).split("|").map((part) => part.toLowerCase());
  return (text) => {
    const lower = text.toLowerCase();
    return parts.some((part) => matchPart(part, lower)) !== negated;
  };
}

function matchPart(part: string, text: string): boolean {
  const start = part.startsWith("^");
  const end = part.endsWith("$") && part.length > (start ? 1 : 0);
  const bare = part.slice(start ? 1 : 0, end ? -1 : undefined);
  if (start && end) return text === bare;
  if (start) return text.startsWith(bare);
  if (end) return text.endsWith(bare);
  return text.includes(bare);
}

const CLASSES: Readonly<Record<string, string>> = {
  w: "[A-Za-z0-9@_-]",
  W: "[^A-Za-z0-9@_-]",
  d: "[0-9]",
  D: "[^0-9]",
  s: " ",
  S: "[^ ]",
  t: "\\t",
  p: "[()*+,.:;<=>?\\[\\]!\"'#$%&|{}-]",
  ".": "[\\s\\S]",
};

function osRegex(source: string): RegExp {
  let pattern = "";
  for (let at = 0; at < source.length; at++) {
    const c = source[at] ?? "";
    if (c !== "\\") {
      // Only anchors, groups and alternatives mean something outside an escape.
      pattern += "^$()|".includes(c) ? c : c.replace(/[.*+?[\]{}\\]/g, "\\$&");
      continue;
    }
    const escaped = source[++at];
    if (escaped === undefined) throw new Error(`pattern "${source}" ends in a backslash`);
    pattern += CLASSES[escaped] ?? escaped.replace(/[.*+?^$()[\]{}|\\]/g, "\\$&");
    const repeat = source[at + 1];
    if (CLASSES[escaped] !== undefined && (repeat === "+" || repeat === "*")) {
      pattern += repeat;
      at++;
    }
  }
  return new RegExp(pattern, "i");
}

/** PCRE2 as far as rules of ours and of people use it: JavaScript's own, with a leading `(?i)`. */
function pcre2(source: string): RegExp {
  const ignoreCase = source.startsWith("(?i)");
  return new RegExp(ignoreCase ? source.slice(4) : source, ignoreCase ? "i" : "");
}
