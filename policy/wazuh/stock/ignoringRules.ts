import { ignoring } from "./facts";

/** One condition or setting of a rule, in the order of the stock file. */
export interface RuleElement {
  readonly name: string;
  /** Empty for an element without content, as `<same_source_ip />`. */
  readonly value: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A stock rule that stays silent for a while after it fired; all that its overwrite must repeat. */
export interface IgnoringRule {
  readonly id: number;
  readonly level: number;
  /** How many events it counts before it fires. @default one is enough */
  readonly frequency?: number;
  /** Within how many seconds; given with frequency. */
  readonly timeframe?: number;
  /** Name of the group around the rule, as it stands in the stock file. */
  readonly within: string;
  readonly conditions: readonly RuleElement[];
  /** In our words. */
  readonly description: string;
  readonly mitre: readonly string[];
  /** The rule's own groups as one text; empty for none. */
  readonly group: string;
}

/**
 * Every stock rule that has an ignore window, by id, to be overwritten without it. An overwrite replaces every condition,
 * option and group and keeps only if_sid, if_group, if_level and if_matched_*, so all of them are repeated.
 */
export const IGNORING: ReadonlyMap<number, IgnoringRule> = new Map(
  (ignoring.rules as readonly IgnoringRule[]).map((rule) => [rule.id, rule]),
);
