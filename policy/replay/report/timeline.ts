import type { Timeline } from "./report";
import type { Tally } from "./tally";

/** Steps that a picture shows at most. */
const STEPS = 120;
/** Rules and hosts with a row of their own. */
const MOST = 12;
const HOUR = 3_600_000;

/** Actions over time, in steps that fit one picture. */
export function timelineOf({ hours, hosts }: Tally): Timeline {
  const all = [...hours.keys()];
  const first = all.reduce((a, b) => Math.min(a, b), Infinity);
  const last = all.reduce((a, b) => Math.max(a, b), -Infinity);
  if (all.length === 0) return { step: 1, from: 0, rules: [], hosts: [] };
  const step = Math.ceil((last - first + 1) / STEPS);
  const count = Math.floor((last - first) / step) + 1;
  const empty = (): number[] => new Array<number>(count).fill(0);
  const put = (counts: number[], hour: number, more: number): void => {
    const at = Math.floor((hour - first) / step);
    counts[at] = (counts[at] ?? 0) + more;
  };
  const rules = new Map<number, number[]>();
  for (const [hour, byRule] of hours)
    for (const [rule, more] of byRule) {
      const counts = rules.get(rule) ?? empty();
      rules.set(rule, counts);
      put(counts, hour, more);
    }
  const busiest = [...hosts]
    .filter(([, { blocks }]) => blocks > 0)
    .sort(([, a], [, b]) => b.blocks - a.blocks);
  return {
    step,
    from: first * HOUR,
    rules: [...rules]
      .sort(([, a], [, b]) => sum(b) - sum(a))
      .slice(0, MOST)
      .map(([rule, counts]) => ({ rule, counts })),
    hosts: busiest.slice(0, MOST).map(([host, tally]) => {
      const counts = empty();
      for (const [hour, more] of tally.hours) put(counts, hour, more);
      return { host, counts };
    }),
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((a, b) => a + b, 0);
}
