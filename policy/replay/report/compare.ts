import type { Changed, Comparison } from "./report";
import { printTime } from "../alerts/timestamp";
import type { Acted, Tally } from "./tally";

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
): Comparison {
  const only = (some: Tally, others: Tally, harm: ReadonlySet<string>): Changed[] =>
    [...some.acted]
      .filter(([key]) => !others.acted.has(key))
      .map(([key, acted]) => changed(acted, harm.has(key)))
      .sort((a, b) => Number(b.harm) - Number(a.harm) || b.times - a.times)
      .slice(0, MOST);
  return {
    name,
    new: only(now, then, harms.now),
    gone: only(then, now, harms.then),
    same: [...now.acted.keys()].filter((key) => then.acted.has(key)).length,
    harmThen: harms.then.size,
    savedThen: then.saved,
  };
}

function changed(acted: Acted, harm: boolean): Changed {
  const { kind, subject, times, rules, hosts, first } = acted;
  return {
    kind,
    subject,
    times,
    rules,
    hosts,
    first: printTime(first),
    harm,
  };
}
