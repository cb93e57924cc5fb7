import { isTriggered } from "../../model/response";
import type { Policy } from "../../model/policy";
import { stockRule } from "../../wazuh/stock/stockRules";
import { compileOsRegex } from "../../wazuh/osRegex";

/** A rule as wazuh-analysisd binds responses to it. */
export interface BoundRule {
  readonly id: number;
  readonly level: number;
  /** One text with a comma behind each group. */
  readonly groups: string;
}

/** Indexes of the policy's responses that a rule triggers. */
export type Bindings = (rule: BoundRule) => readonly number[];

/**
 * Binds responses to rules as Rule_AddAR does (analysisd/rules.c:2356, v4.14.7): an id, or level and groups, which both must
 * match; the groups are one pattern without anchors. A rule of level 0 or with no_ar triggers nothing.
 */
export function bindingsOf(policy: Pick<Policy, "responses">): Bindings {
  const selectors = policy.responses.map((response) => {
    if (!isTriggered(response)) return () => false;
    const { rules, groups, level = 0 } = response;
    const ids = new Set<number>(rules);
    const pattern = groups?.length ? compileOsRegex(groups.join("|")) : undefined;
    return (rule: BoundRule): boolean => {
      if (ids.has(rule.id)) return true;
      if (level === 0 && !groups?.length) return false;
      return rule.level >= level && (!groups?.length || (pattern?.test(rule.groups) ?? false));
    };
  });
  const known = new Map<string | number, readonly number[]>();
  return (rule) => {
    // What a stock rule is stands for good; of any other its alerts say it.
    const isStock = stockRule(rule.id)?.level === rule.level;
    const key = isStock ? rule.id : `${rule.id} ${rule.level} ${rule.groups}`;
    let found = known.get(key);
    if (!found) {
      const triggers = rule.level > 0 && stockRule(rule.id)?.noAr !== true;
      found = selectors.flatMap((selects, i) => (triggers && selects(rule) ? [i] : []));
      known.set(key, found);
    }
    return found;
  };
}
