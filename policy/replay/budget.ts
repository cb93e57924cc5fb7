/** How many entries several maps may hold together, so that memory does not grow with the alerts. */
export class Budget {
  held = 0;
  /** Entries that were let go before their time. */
  letGo = 0;

  constructor(readonly most: number) {}
}
