import { osMatch } from "../../../policy/wazuh/osMatch";
import { compileOsRegex } from "../../../policy/wazuh/osRegex";

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
  const compiled = kind === "osregex" ? compileOsRegex(source) : pcre2(source);
  if (!compiled) throw new Error(`pattern "${source}" is not a valid ${kind}`);
  return testBy(compiled);
}

function testBy(regexp: RegExp): Pattern {
  return (text) => regexp.test(text);
}

/** PCRE2 as far as rules of ours and of people use it: JavaScript's own, with a leading `(?i)`. */
function pcre2(source: string): RegExp {
  const ignoreCase = source.startsWith("(?i)");
  return new RegExp(ignoreCase ? source.slice(4) : source, ignoreCase ? "i" : "");
}
