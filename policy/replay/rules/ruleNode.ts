import type { Alert } from "../alerts/alert";

/** A rule that may take an alert from the rule that was recorded, because this policy brings it or changes it. */
export interface RuleNode {
  readonly id: number;
  readonly level: number;
  readonly groups: string;
  /** Seconds in which it stays silent after it fired, for every address; 0 for none. */
  readonly ignore: number;
  /** Beside what it counts. */
  readonly holds: (alert: Alert) => boolean;
  readonly counts?: Counting;
  /** Of a guard: what is said of the line that it takes. */
  readonly guard?: string;
}

/** What a rule counts before it fires. */
export interface Counting {
  /** Events, the one that makes it fire included. */
  readonly events: number;
  readonly seconds: number;
  /** The values that all of them must share; undefined where one has none, and so counts with no other. */
  readonly sharedBy: (alert: Alert) => string | undefined;
}

/** The one report of all guards has level 3; itself a guard has level 0, and is asked before all others. */
export function inOrder(nodes: readonly RuleNode[]): readonly RuleNode[] {
  const weight = ({ level, guard }: RuleNode): number =>
    guard !== undefined || level === 0 ? 99 : level;
  return [...nodes].sort((a, b) => weight(b) - weight(a));
}
