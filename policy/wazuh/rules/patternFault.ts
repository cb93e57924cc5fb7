import { whyNoOsRegex } from "../osRegex";
import { whyNoPattern } from "../pcre2/whyNoPattern";
import type { PatternKind } from "./elements";

/** Longest pattern of Wazuh's own two dialects, in bytes (OS_PATTERN_MAXSIZE, os_regex.h:26, v4.14.7). */
const LONGEST = 20_480;

/** What Wazuh cannot compile in a pattern, and what to write; undefined for a pattern that compiles. */
export function patternFault(
  pattern: string,
  kind: PatternKind,
): { readonly why: string; readonly instead: string } | undefined {
  switch (kind) {
    case "pcre2": {
      const why = whyNoPattern(pattern);
      return why === undefined
        ? undefined
        : { why: `is not a valid PCRE2 pattern: ${why}`, instead: "correct the pattern" };
    }
    case "osregex": {
      const why = whyNoOsRegex(pattern);
      return why === undefined
        ? undefined
        : {
            why: `is not a valid pattern of Wazuh's own regex: ${why}`,
            instead: 'correct it, or write type="pcre2" for the usual dialect',
          };
    }
    case "osmatch":
      return Buffer.byteLength(pattern) > LONGEST
        ? { why: `is longer than ${LONGEST} bytes`, instead: "shorten it" }
        : undefined;
    case "string":
      return undefined;
    default:
      return kind satisfies never;
  }
}
