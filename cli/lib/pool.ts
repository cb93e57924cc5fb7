/**
 * Does a task for every entry, at most `limit` at a time; the results stand in the order of the entries.
 * A task that throws rejects the whole; catch inside where one failure must not stop the rest.
 */
export async function eachOf<T, R>(
  entries: readonly T[],
  limit: number,
  task: (entry: T) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(entries.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < entries.length) {
      const i = next++;
      results[i] = await task(entries[i] as T);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, entries.length) }, worker));
  return results;
}
