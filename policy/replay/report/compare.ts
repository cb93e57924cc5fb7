import { changedOf } from "./changed";
import type { Changed, Comparison } from "./report";
import type { Folding, Only } from "./folding";
import type { Tally } from "./tally";

/** Subjects of each list that are shown. */
const MOST = 10_000;

/**
 * What a policy would do and another would have not, and the other way round, by address, account and program.
 * @param harms the keys of what would be harm, now and then
 */
export function compare(
  name: string,
  now: Tally,
  then: Tally,
  harms: { readonly now: ReadonlySet<string>; readonly then: ReadonlySet<string> },
  folding: Folding,
): Comparison {
  const only = (some: Tally, others: Tally, harm: ReadonlySet<string>): Changed[] =>
    [...some.acted]
      .filter(([key]) => !others.acted.has(key))
      .map(([key, acted]) => changedOf(acted, harm.has(key)));
  const [isNew, isGone] = [only(now, then, harms.now), only(then, now, harms.then)];
  const first = (kept: Changed[], { few }: Only): Changed[] =>
    [...kept, ...few]
      .sort((a, b) => Number(b.harm) - Number(a.harm) || b.times - a.times)
      .slice(0, MOST);
  const [foldedNew, foldedGone] = folding.only;
  return {
    name,
    new: first(isNew, foldedNew),
    gone: first(isGone, foldedGone),
    newCount: isNew.length + foldedNew.count,
    goneCount: isGone.length + foldedGone.count,
    same: [...now.acted.keys()].filter((key) => then.acted.has(key)).length + folding.same,
    harmThen: harms.then.size + folding.harm[1],
    savedThen: then.saved,
  };
}
