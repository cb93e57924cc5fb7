/** How much a replay keeps, whatever the alerts. */
export interface Room {
  /** Subjects of a policy that are kept one by one. */
  readonly subjects: number;
  /** Blocks that hosts hold at a time, and past ones that they remember. */
  readonly blocks: number;
  /** Addresses whose attempts are remembered. */
  readonly attempts: number;
  /** Addresses from which somebody logged in; the same of accounts. */
  readonly logins: number;
  /** Rows of the table. */
  readonly rows: number;
  /** Hours in which something was, of all subjects together. */
  readonly hours: number;
}

/** Some 60 MB, whole. */
export const ROOM: Room = {
  subjects: 30_000,
  blocks: 60_000,
  attempts: 50_000,
  logins: 20_000,
  rows: 10_000,
  hours: 500_000,
};

/** How many entries several maps may hold together, so that memory does not grow with the alerts. */
export class Budget {
  held = 0;
  /** Entries that were let go before their time. */
  letGo = 0;

  constructor(readonly most: number) {}
}

/**
 * The first keys of a map, or of a set, an eighth of them: what is let go at once where it is full. One by one would be dear, since a
 * map steps over all that was taken from its beginning.
 */
export function oldestOf<Key>(from: { readonly size: number; keys: () => Iterable<Key> }): Key[] {
  const oldest: Key[] = [];
  let left = Math.max(1, from.size >> 3);
  for (const key of from.keys()) {
    if (left-- <= 0) break;
    oldest.push(key);
  }
  return oldest;
}
