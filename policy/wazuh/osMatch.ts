/**
 * Wazuh's OS_Match, sregex: plain texts joined by `|`, case ignored, anchors `^` and `$`, and `!` before all of it negates it.
 * @returns whether a text matches.
 */
export function osMatch(source: string): (text: string) => boolean {
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

/**
 * OS_WordMatch, by which if_group is looked for in a rule's groups: plain texts joined by `|`, anywhere, case ignored, `^` for the
 * beginning alone (os_regex_match.c:32, v4.14.7). Nothing behind the last `|` matches everything.
 */
export function wordMatch(pattern: string, text: string): boolean {
  if (pattern === "") return false;
  const lower = text.toLowerCase();
  return pattern
    .toLowerCase()
    .split("|")
    .some((one) => (one.startsWith("^") ? lower.startsWith(one.slice(1)) : lower.includes(one)));
}
