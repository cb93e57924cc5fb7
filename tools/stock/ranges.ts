/** Writes some of the ids as ids and ranges over all of them: of 1, 2, 3, 7 and 9 the ids 1, 2, 3 and 9 are `1-3 9`. */
export function rangesOf(some: readonly number[], all: readonly number[]): string {
  const at = new Map(all.map((id, i) => [id, i]));
  const ranges: [number, number][] = [];
  for (const id of [...some].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && at.get(last[1]) === (at.get(id) ?? 0) - 1) last[1] = id;
    else ranges.push([id, id]);
  }
  return ranges
    .map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`))
    .join(" ");
}

/** The keys of ids, each with its ids as ranges; ids without a key are in none. */
export function rangesBy(
  keys: ReadonlyMap<number, string>,
  all: readonly number[],
): Readonly<Record<string, string>> {
  const byKey = new Map<string, number[]>();
  for (const [id, key] of keys) byKey.set(key, [...(byKey.get(key) ?? []), id]);
  return Object.fromEntries(
    [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, ids]) => [key, rangesOf(ids, all)]),
  );
}
