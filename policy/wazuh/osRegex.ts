const CLASSES: Readonly<Record<string, string>> = {
  d: "\\d",
  D: "\\D",
  w: "[\\w@-]",
  W: "[^\\w@-]",
  s: " ",
  S: "[^ ]",
  p: "[()*+,\\-.:;<=>?\\[\\]!\"'#$%&|{}]",
  t: "\\t",
  ".": "[^]",
  "(": "\\(",
  ")": "\\)",
  "\\": "\\\\",
  $: "\\$",
  "|": "\\|",
  "<": "<",
};

/**
 * Compiles a pattern of Wazuh's own OS_Regex, which `rules_group` and `<location>` are: unanchored, case ignored, `|`
 * between alternatives, `+` and `*` only behind a class (`\d+`), everything else as it stands, the dot too.
 * Close enough to tell whether it can match; the greed of Wazuh's own matcher is not followed.
 * @returns undefined where Wazuh cannot compile it, and so it never matches.
 */
export function compileOsRegex(pattern: string): RegExp | undefined {
  let depth = 0;
  let compiled = "";
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === "\\") {
      const known = CLASSES[pattern.charAt(++i)];
      if (known === undefined) return undefined;
      compiled += known;
      const quantifier = pattern.charAt(i + 1);
      if (quantifier === "+" || quantifier === "*") {
        compiled += quantifier;
        i++;
      }
    } else if (c === "(" || c === ")") {
      depth += c === "(" ? 1 : -1;
      if (depth !== 0 && depth !== 1) return undefined;
    } else if (c === "|") {
      if (depth !== 0) return undefined;
      compiled += "|";
    } else if (c === "^" && (i === 0 || pattern.charAt(i - 1) === "|")) {
      compiled += "^";
    } else if (c === "$" && (i === pattern.length - 1 || pattern.charAt(i + 1) === "|")) {
      compiled += "$";
    } else {
      compiled += c.replace(/[.*+?^${}()|[\]/]/, "\\$&");
    }
  }
  return depth === 0 ? new RegExp(compiled, "i") : undefined;
}

/** Longest pattern, in bytes (OS_PATTERN_MAXSIZE, os_regex.h:26, v4.14.7). */
const LONGEST = 20_480;

/** Why Wazuh cannot compile a pattern of its own regex; undefined for one that compiles (OSRegex_Compile, os_regex_compile.c:25). */
export function whyNoOsRegex(pattern: string): string | undefined {
  if (Buffer.byteLength(pattern) > LONGEST) return `it is longer than ${LONGEST} bytes`;
  let depth = 0;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === "\\") {
      const next = pattern.charAt(++i);
      if (next === "") return "it ends in a backslash";
      if (CLASSES[next] === undefined)
        return `it knows no \\${next}, only \\d \\D \\w \\W \\s \\S \\p \\t and \\. \\( \\) \\\\ \\$ \\| \\<`;
    } else if (c === "(" || c === ")") {
      depth += c === "(" ? 1 : -1;
      if (depth < 0) return "a ) closes nothing";
      if (depth > 1) return "parentheses stand in parentheses, which it does not know";
    } else if (c === "|" && depth !== 0) {
      return "a | stands in parentheses, which it does not know; write the alternatives out";
    }
  }
  return depth === 0 ? undefined : "a ( is never closed";
}
