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
