/**
 * A pattern of awk as one of JavaScript. The table of daemons (policy/provenance) keeps to what both have: bracket expressions,
 * groups, `|`, `*`, `+`, `?`, `.` and anchors; only the brackets are written differently.
 */
export function ereOf(pattern: string): string {
  let made = "";
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === "/") made += "\\/";
    else if (c !== "[") made += c === "]" || c === "}" || c === "{" ? `\\${c}` : c;
    else {
      const negated = pattern.charAt(i + 1) === "^" ? "^" : "";
      const from = i + 1 + negated.length;
      // The first sign is meant as it stands, a bracket too.
      const to = pattern.indexOf("]", from + 1);
      made += `[${negated}${pattern.slice(from, to).replace(/[[\]^]/g, "\\$&")}]`;
      i = to;
    }
  }
  return made;
}
