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

/** Some 100 MB, whole. */
export const ROOM: Room = {
  subjects: 40_000,
  blocks: 100_000,
  attempts: 80_000,
  logins: 30_000,
  rows: 20_000,
  hours: 500_000,
};

/** How many entries several maps may hold together, so that memory does not grow with the alerts. */
export class Budget {
  held = 0;
  /** Entries that were let go before their time. */
  letGo = 0;

  constructor(readonly most: number) {}
}
