import type { CODES } from "../../../policy/lint/lint";

/** The codes of a list that can be as bad as this, and no other way, each once. */
export function codesOf(
  list: Iterable<readonly [string, Pick<(typeof CODES)[number][1], "severity">]>,
  severities: string,
): string[] {
  const all = new Map<string, Set<string>>();
  for (const [code, { severity }] of list)
    for (const one of [severity].flat()) all.set(code, (all.get(code) ?? new Set()).add(one));
  return [...all]
    .filter(([, some]) => [...some].sort().join(" ") === severities)
    .map(([code]) => code)
    .sort();
}
