import type { Acted } from "./acted";

/** Attempts before a block that are told apart. */
const MOST_ATTEMPTS = 1000;

/** What is kept of subjects that are too many to be kept one by one: numbers only. */
export class Folded {
  subjects = 0;
  /** Attempts before the first block -> how many addresses. */
  readonly attempts = new Map<number, number>();
  /** Addresses that nothing speaks against. */
  attackers = 0;
  accounts = 0;
  processes = 0;
  /** Runs of scripts of the user's own. */
  scripts = 0;
  throughWindow = 0;

  add({ kind, times, attemptsBefore, throughWindow }: Acted, isHarm: boolean): void {
    this.subjects++;
    if (throughWindow) this.throughWindow++;
    switch (kind) {
      case "address": {
        if (isHarm) return;
        this.attackers++;
        const attempts = Math.min(MOST_ATTEMPTS, attemptsBefore);
        this.attempts.set(attempts, (this.attempts.get(attempts) ?? 0) + 1);
        return;
      }
      case "account":
        this.accounts++;
        return;
      case "process":
        this.processes++;
        return;
      case "script":
        this.scripts += times;
        return;
      default:
        return kind satisfies never;
    }
  }
}
