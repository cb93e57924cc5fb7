import { fail } from "./cursor";
import type { Lengths } from "./lengths";

/** What holds inside a group, and ends with it. */
export interface Level {
  /** Blanks and comments between the items count for nothing: `(?x)`. */
  extended: boolean;
  /** Plain parentheses are not groups: `(?n)`. */
  readonly plain: boolean;
  /** Names may be given twice: `(?J)`. */
  readonly namesTwice: boolean;
  /** It is an assertion, or stands in one. */
  readonly looksAround: boolean;
  /** How long its branches are. */
  readonly lengths: Lengths;
  /** Where the branches of `(?|` count from again, and how far one of them came. */
  readonly reset?: { readonly first: number; most: number };
  /** Branches that it may have: 2 after a condition, 1 of them after `(?(DEFINE)`. */
  readonly branches?: number;
}

/** The groups of a pattern: how many there are, their names, and what refers to them. */
export class Groups {
  private count = 0;
  private highest = 0;
  private readonly names = new Map<string, number>();
  private readonly referredTo: { readonly group: number | string; readonly by: string }[] = [];

  /** Counts a group. */
  open(): void {
    this.count += 1;
    this.highest = Math.max(this.highest, this.count);
  }

  /** Goes on counting at another number, in the next branch of `(?|`. */
  countFrom(number: number): void {
    this.count = number;
  }

  get current(): number {
    return this.count;
  }

  /** Gives the group that was opened last a name. */
  name(name: string, twice: boolean): void {
    const before = this.names.get(name);
    if (before !== undefined && before !== this.count && !twice)
      fail(`two groups have the name ${name}`);
    this.names.set(name, this.count);
  }

  /** Remembers that a form refers to a group, which may still come. */
  refer(group: number | string, by: string): void {
    this.referredTo.push({ group, by });
  }

  /** Remembers a reference by distance: -1 is the group that was opened last, +1 the next one. */
  referBy(distance: number, by: string): void {
    const group = distance < 0 ? this.count + distance + 1 : this.count + distance;
    if (distance === 0 || group < 1) fail(`${by} refers to a group that is not there`);
    this.refer(group, by);
  }

  /** @throws PatternFault at the first reference to a group that is not there. */
  judge(): void {
    for (const { group, by } of this.referredTo) {
      const there =
        typeof group === "string" ? this.names.has(group) : group >= 0 && group <= this.highest;
      if (!there) fail(`${by} refers to a group that is not there`);
    }
  }
}
