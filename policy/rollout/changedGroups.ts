/** Groups whose agent.conf has another part of ours than before, a new one or none any more; sorted. */
export function changedGroups(
  before: Readonly<Record<string, string>> = {},
  after: Readonly<Record<string, string>> = {},
): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((group) => before[group] !== after[group])
    .sort();
}
