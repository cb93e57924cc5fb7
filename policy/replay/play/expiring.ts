import { oldestOf, type Budget } from "../budget";

const DAY = 86_400_000;
/** How exactly the end of what is let go is kept: a part of what it has left. */
const STEPS = [60_000, 3_600_000, DAY];

/** In the place of a key, of what was let go. */
const GONE = "";

interface End {
  readonly until: number;
  readonly key: string;
}

/** Keys that hold for a while; the oldest of them are let go, and counted still, where they are too many. Times in milliseconds. */
export class Expiring {
  private readonly until = new Map<string, number>();
  /** A heap, the earliest end first; an entry whose key has another end by now says nothing. */
  private ends: End[] = [];
  /** What was let go: about when it ends -> how many. Each has an entry in the heap. */
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

  /** Sets or renews a key. @param until Infinity for ever. @param time now */
  set(key: string, until: number, time: number): void {
    // The order of the map is that of the last time at which each was set.
    if (this.until.delete(key)) this.budget.held--;
    this.until.set(key, until);
    this.budget.held++;
    if (until !== Infinity) this.push({ until, key });
    if (this.budget.held > this.budget.most && this.until.size > 1)
      for (const oldest of oldestOf(this.until)) this.letGo(oldest, time);
  }

  /** Forgets what is over. */
  sweep(time: number): void {
    for (let first = this.ends[0]; first && first.until <= time; first = this.ends[0]) {
      this.pop();
      if (first.key === GONE) {
        this.goneCount -= this.gone.get(first.until) ?? 0;
        this.gone.delete(first.until);
        continue;
      }
      if (this.until.get(first.key) !== first.until) continue;
      this.until.delete(first.key);
      this.budget.held--;
    }
  }

  private letGo(key: string, time: number): void {
    const until = this.until.get(key) ?? 0;
    this.until.delete(key);
    this.budget.held--;
    this.budget.letGo++;
    this.goneCount++;
    if (until === Infinity) return;
    const step = STEPS.find((one) => until - time <= 240 * one) ?? DAY;
    const end = Math.ceil(until / step) * step;
    const others = this.gone.get(end);
    this.gone.set(end, (others ?? 0) + 1);
    if (others === undefined) this.push({ until: end, key: GONE });
  }

  private push(end: End): void {
    // Renewed keys leave entries behind.
    if (this.ends.length > 1000 && this.ends.length > 3 * (this.until.size + this.gone.size))
      this.rebuild();
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
    this.ends = [
      ...[...this.until].map(([key, until]) => ({ key, until })),
      ...[...this.gone.keys()].map((until) => ({ key: GONE, until })),
    ]
      .filter(({ until }) => until !== Infinity)
      .sort((a, b) => a.until - b.until);
  }
}
