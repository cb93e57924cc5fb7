import type { Judged } from "./judged";
import type { Ended } from "./mutant";
import { isUnnoticed } from "./record";

/** How many of a sample's faults the tests notice. */
export interface Share {
  readonly sampled: number;
  /** By a test that fails, or by one that takes too long. */
  readonly killed: number;
  /** By the compiler alone, which `npm test` asks first. */
  readonly types: number;
  /** Of those that no test noticed: judged to change nothing. */
  readonly equivalent: number;
  /** Noticed by nobody. */
  readonly left: readonly Ended[];
  /** Noticed, of all that are not equivalent, in percent. */
  readonly percent: number;
}

/** Counts the verdicts. */
export function shareOf(ended: readonly Ended[], judged: Judged): Share {
  const unnoticed = ended.filter(isUnnoticed);
  const left = unnoticed.filter((one) => judged.why(one) === undefined);
  const types = ended.filter(({ verdict }) => verdict === "types").length;
  const equivalent = unnoticed.length - left.length;
  const rest = ended.length - equivalent;
  return {
    sampled: ended.length,
    killed: ended.length - unnoticed.length - types,
    types,
    equivalent,
    left,
    percent: rest === 0 ? 100 : (100 * (rest - left.length)) / rest,
  };
}

/** One line on an area. */
export function printShare(name: string, share: Share): string {
  const { sampled, killed, types, equivalent, left, percent } = share;
  return `${name}: of ${sampled} faults the tests noticed ${killed}, the types ${types}; ${equivalent} change nothing, ${left.length} are left: ${percent.toFixed(1)} % noticed`;
}
