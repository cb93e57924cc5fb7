import type { Budget } from "../budget";

interface End {
  readonly until: number;
  readonly key: string;
}

/** Keys that hold for a while; the oldest of them are let go, and counted still, where they are too many. Times in milliseconds. */
export class Expiring {
  private readonly until = new Map<string, number>();
  /** A heap, the earliest end first; an entry whose key has another end by now says nothing. */
  private ends: End[] = [];
  /** What was let go: minute of its end -> how many. */
  private readonly gone = new Map<number, number>();
  private goneCount = 0;

  constructor(private readonly budget: Budget) {}

  /** How many hold, those that were let go among them; as of the last {@link sweep}. */
  get count(): number {
    return this.until.size + this.goneCount;
  }

  /** True while the key holds. */
  holds(key: string, time: number): boolean {
    return (this.until.get(key) ?? 0) > time;
  }

  /** Sets or renews a key. @param until Infinity for ever */
  set(key: string, until: number): void {
    // The order of the map is that of the last time at which each was set.
    if (this.until.delete(key)) this.budget.held--;
    this.until.set(key, until);
    this.budget.held++;
    if (until !== Infinity) this.push({ until, key });
    while (this.budget.held > this.budget.most && this.until.size > 1) this.letOldestGo();
  }

  /** Forgets what is over. */
  sweep(time: number): void {
    for (let first = this.ends[0]; first && first.until <= time; first = this.ends[0]) {
      this.pop();
      if (this.until.get(first.key) !== first.until) continue;
      this.until.delete(first.key);
      this.budget.held--;
    }
    for (const [minute, count] of this.gone)
      if (minute * 60_000 <= time) {
        this.gone.delete(minute);
        this.goneCount -= count;
      }
  }

  private letOldestGo(): void {
    for (const [key, until] of this.until) {
      this.until.delete(key);
      this.budget.held--;
      this.budget.letGo++;
      const minute = Math.ceil(until / 60_000);
      this.gone.set(minute, (this.gone.get(minute) ?? 0) + 1);
      this.goneCount++;
      return;
    }
  }

  private push(end: End): void {
    // Renewed keys leave entries behind.
    if (this.ends.length > 1000 && this.ends.length > 3 * this.until.size) this.rebuild();
    const { ends } = this;
    let at = ends.length;
    ends.push(end);
    for (let above = (at - 1) >> 1; at > 0; above = (at - 1) >> 1) {
      const other = ends[above] as End;
      if (other.until <= end.until) break;
      ends[at] = other;
      at = above;
    }
    ends[at] = end;
  }

  private pop(): void {
    const { ends } = this;
    const last = ends.pop();
    if (!last || ends.length === 0) return;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= ends.length) break;
      const right = ends[below + 1];
      if (right && right.until < (ends[below] as End).until) below++;
      const next = ends[below] as End;
      if (last.until <= next.until) break;
      ends[at] = next;
      at = below;
    }
    ends[at] = last;
  }

  private rebuild(): void {
    this.ends = [...this.until]
      .filter(([, until]) => until !== Infinity)
      .map(([key, until]) => ({ key, until }))
      .sort((a, b) => a.until - b.until);
  }
}
