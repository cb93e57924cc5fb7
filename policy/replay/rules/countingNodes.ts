import type { Policy } from "../../model/policy";
import { isTriggered } from "../../model/response";
import { IGNORING } from "../../wazuh/stock/ignoringRules";
import { stockCounted } from "../../wazuh/stock/stockCounted";
import { stockGroups } from "../../wazuh/stock/stockGroups";
import { stockParents } from "../../wazuh/stock/stockParents";
import { stockRule, stockRules } from "../../wazuh/stock/stockRules";
import type { Alert } from "../alerts/alert";
import type { RuleNode } from "./ruleNode";

/** Least level of an alert in alerts.json where nobody has changed log_alert_level. */
export const LOG_LEVEL = 3;

/** A stock rule that counts, as this policy has it. */
export interface CountingNode extends RuleNode {
  readonly counted?: number;
  readonly countedGroup?: string;
}

/** Values that events share, by the name of the condition; without one that is not here a rule is not counted anew. */
const SHARED: Readonly<Record<string, (alert: Alert) => string | undefined>> = {
  same_source_ip: ({ srcip }) => srcip,
  same_user: ({ dstuser }) => dstuser,
  same_location: ({ location }) => location,
};

/**
 * The stock rules that must be counted anew: those that count and trigger a response, or that a rule of the policy stands below,
 * and those that take events from such a rule.
 */
export function countingNodes(
  policy: Policy,
  bound: (id: number) => boolean,
): readonly CountingNode[] {
  return [...stockRules().values()]
    .filter(({ id, counts }) => {
      const { counts: counted } = stockParents(id);
      const matters = bound(id) || (counted !== undefined && bound(counted));
      return counts && matters && whyNotCounted(id) === undefined;
    })
    .map(({ id, level, counts, ignore }) => {
      const shared = (stockCounted(id) ?? []).map((name) => SHARED[name]);
      const { counts: counted, countsGroup } = stockParents(id);
      return {
        id,
        level,
        groups: stockGroups(id) ?? "",
        ignore: losesIgnore(policy, id) ? 0 : ignore,
        holds: () => true,
        counts: {
          events: counts?.events ?? 2,
          seconds: counts?.seconds ?? 0,
          sharedBy: (alert: Alert) => {
            const values = shared.map((value) => value?.(alert));
            return values.includes(undefined) ? undefined : values.join("\u0000");
          },
        },
        ...(counted !== undefined && { counted }),
        ...(countsGroup !== undefined && { countedGroup: countsGroup }),
      };
    });
}

/** True where our rules file overwrites the rule without its ignore window. */
export function losesIgnore(policy: Policy, id: number): boolean {
  return (
    policy.ignoreWindow !== "keep" &&
    IGNORING.has(id) &&
    policy.responses.some(
      (response) => isTriggered(response) && response.rules.some((rule) => Number(rule) === id),
    )
  );
}

/** Why a counting stock rule is taken as it was recorded, and not counted anew; undefined where it is. */
export function whyNotCounted(id: number): string | undefined {
  const { counts, countsGroup, ids, group } = stockParents(id);
  if (counts === undefined && countsGroup === undefined)
    return "it counts by what alerts do not say";
  if (ids.length > 0 || group !== undefined)
    return "it stands below another rule, which alerts do not name";
  const other = (stockCounted(id) ?? []).find((name) => !(name in SHARED));
  if (other !== undefined) return `it asks ${other}, which alerts do not say`;
  const level = counts === undefined ? LOG_LEVEL : (stockRule(counts)?.level ?? 0);
  return level < LOG_LEVEL
    ? `it counts rule ${counts ?? 0} of level ${level}, which is not in alerts.json`
    : undefined;
}
