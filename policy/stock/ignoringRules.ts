import ignoring from "./ignoring.json";

/** One condition or setting of a rule, in the order of the stock file. */
export interface RuleElement {
  readonly name: string;
  /** Empty for an element without content, as `<same_source_ip />`. */
  readonly value: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A stock rule that counts events and stays silent for a while after it fired; all that its overwrite must repeat. */
export interface IgnoringRule {
  readonly id: number;
  readonly level: number;
  readonly frequency: number;
  /** Seconds. */
  readonly timeframe: number;
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
 * The stock rules that can be overwritten without their ignore window, by id. An overwrite replaces every condition,
 * option and group and keeps only if_sid, if_group, if_level and if_matched_*, so all of them are repeated.
 */
export const IGNORING: ReadonlyMap<number, IgnoringRule> = new Map(
  (ignoring.rules as readonly IgnoringRule[]).map((rule) => [rule.id, rule]),
);
