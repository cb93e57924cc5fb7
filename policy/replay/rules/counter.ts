import type { Alert } from "../alerts/alert";
import type { RuleNode } from "./ruleNode";

/** An earlier event, as analysisd remembers it. */
export interface Remembered {
  /** Whole seconds since 1970. */
  readonly time: number;
  /** Level of the composite rule that has counted it last: it is not counted again below that. */
  matched: number;
}

/** How many events go by between two sweeps of what is too old to count. */
const SWEEP = 50_000;
/** Events that analysisd remembers, of all rules together (Config.memorysize, analysisd/config.c:53, v4.14.7). */
const MEMORY = 8192;

/** Counts events of one composite rule, as Search_LastSids does (analysisd/eventinfo.c:100, v4.14.7): each agent apart. */
export class Counter {
  private readonly lists = new Map<string, Remembered[]>();
  private added = 0;
  /** The last events, in a ring, with the key of their list. */
  private readonly memory: (readonly [string, Remembered])[] = [];

  constructor(private readonly rule: RuleNode) {}

  /** Counts the earlier events, newest first. @returns whether the rule matches this one */
  matches(alert: Alert, event: Remembered): boolean {
    const { counts, level } = this.rule;
    const key = this.keyOf(alert);
    const list = key === undefined ? undefined : this.lists.get(key);
    if (!counts || !list) return false;
    let found = 0;
    for (let i = list.length - 1; i >= 0; i--) {
      const earlier = list[i];
      if (!earlier || event.time - earlier.time > counts.seconds) break;
      if (earlier.matched >= level) break;
      if (++found < counts.events - 1) continue;
      event.matched = level;
      const newest = list.at(-1);
      // Not counted again: the newest of them is where the next search ends.
      if (newest && counts.events > 2) newest.matched = level;
      return true;
    }
    return false;
  }

  /** Remembers an event that ended at a rule which this one counts. */
  add(alert: Alert, event: Remembered): void {
    const key = this.keyOf(alert);
    if (key === undefined) return;
    const list = this.lists.get(key);
    if (list) {
      this.dropOld(list, event.time);
      list.push(event);
    } else this.lists.set(key, [event]);
    this.forgetOldest();
    this.memory[this.added % MEMORY] = [key, event];
    if (++this.added % SWEEP === 0) this.sweep(event.time);
  }

  private forgetOldest(): void {
    const oldest = this.memory[this.added % MEMORY];
    if (!oldest) return;
    const [key, event] = oldest;
    const list = this.lists.get(key);
    if (list?.[0] !== event) return;
    if (list.length > 1) list.shift();
    else this.lists.delete(key);
  }

  private keyOf(alert: Alert): string | undefined {
    const shared = this.rule.counts?.sharedBy(alert);
    return shared === undefined ? undefined : `${alert.agentId}\u0000${shared}`;
  }

  private dropOld(list: Remembered[], now: number): void {
    const seconds = this.rule.counts?.seconds ?? 0;
    while (list.length > 0 && now - (list[0]?.time ?? now) > seconds) list.shift();
  }

  private sweep(now: number): void {
    for (const [key, list] of this.lists) {
      this.dropOld(list, now);
      if (list.length === 0) this.lists.delete(key);
    }
  }
}
