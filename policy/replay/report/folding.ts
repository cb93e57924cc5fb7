import type { Acted } from "./acted";
import { changedOf } from "./changed";
import type { Changed } from "./report";
import { addUpTo } from "./sample";
import type { Tally } from "./tally";

/** Of those that somebody may regret, in proportion; the gravest are kept. */
const HARM_SHARE = 0.25;
/** Subjects that are named of those which one policy alone has. */
const NAMED = 1000;

/** What one of two policies alone has done, as far as its subjects are numbers only. */
export interface Only {
  count: number;
  readonly few: Changed[];
}

/** How a subject is judged: undefined where nothing speaks against what was done to it, else how much does. */
export type Judge = (acted: Acted, side: number) => 1 | 2 | 3 | undefined;

/**
 * Makes numbers of subjects where they are too many, so that memory does not grow with them: those at which something was done
 * longest ago first, and of those that somebody may regret the least grave. What is folded of one policy is folded of both.
 */
export class Folding {
  same = 0;
  /** Of the first policy alone, and of the second alone. */
  readonly only: readonly [Only, Only] = [
    { count: 0, few: [] },
    { count: 0, few: [] },
  ];
  /** Folded before a log-in of later could speak against it. */
  early = 0;
  /** Folded although something spoke against it, by policy. */
  readonly harm: [number, number] = [0, 0];

  /** @param most subjects of a policy that are kept one by one */
  constructor(private readonly most: number) {}

  /**
   * Folds what is too much.
   * @param before what was done last before this time is not asked for by any log-in that comes
   */
  fold(tallies: readonly Tally[], judge: Judge, before: number): void {
    for (const tally of tallies) {
      if (tally.acted.size <= this.most) continue;
      const room = Math.floor(this.most / 2);
      const grave: { readonly key: string; readonly weight: number }[] = [];
      for (const [key] of tally.acted) {
        if (tally.acted.size <= room) break;
        const weight = this.weightOf(key, tallies, judge);
        if (weight === undefined) this.foldOne(key, tallies, before, false);
        else grave.push({ key, weight });
      }
      const over = grave.length - Math.floor(this.most * HARM_SHARE);
      if (over <= 0) continue;
      for (const { key } of grave.sort((a, b) => a.weight - b.weight).slice(0, over))
        this.foldOne(key, tallies, before, true);
    }
  }

  private weightOf(key: string, tallies: readonly Tally[], judge: Judge): number | undefined {
    const weights = tallies.flatMap(({ acted }, side) => {
      const one = acted.get(key);
      return (one && judge(one, side)) ?? [];
    });
    return weights.length === 0 ? undefined : Math.max(...weights);
  }

  private foldOne(key: string, tallies: readonly Tally[], before: number, harm: boolean): void {
    const folded = tallies.map((tally) => tally.fold(key, harm));
    if (folded.some((one) => one && one.kind !== "process" && one.last >= before)) this.early++;
    if (harm) folded.forEach((one, side) => one && this.harm[side as 0 | 1]++);
    const [now, then] = folded;
    if (now && then) this.same++;
    else if (tallies.length > 1) {
      const [one, only] = now ? [now, this.only[0]] : [then, this.only[1]];
      only.count++;
      if (one) addUpTo(only.few, NAMED, changedOf(one, harm));
    }
  }
}
