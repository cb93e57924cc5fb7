import type { Policy } from "../model/policy";
import type { TriggeredResponse } from "../model/response";
import { stockGroups } from "../wazuh/stock/stockGroups";
import { stockRules } from "../wazuh/stock/stockRules";

/**
 * Every rule that triggers a response, as wazuh-analysisd binds it: the ids, or level and groups, which both must match
 * (Rule_AddAR, rules.c). Rules of level 0 and with no_ar trigger nothing.
 */
export function selectedRules(
  { rules, groups, level }: Pick<TriggeredResponse, "rules" | "groups" | "level">,
  policy: Pick<Policy, "rules">,
): ReadonlySet<number> {
  const selected = new Set<number>(rules);
  if (!groups?.length && level === undefined) return selected;
  const wanted = (groups ?? []).map((name) => name.toLowerCase());
  const matches = (itsLevel: number, itsGroups: string): boolean =>
    itsLevel > 0 &&
    itsLevel >= (level ?? 0) &&
    (wanted.length === 0 || wanted.some((name) => itsGroups.toLowerCase().includes(name)));
  for (const { id, level: itsLevel, noAr } of stockRules().values())
    if (!noAr && matches(itsLevel, stockGroups(id) ?? "")) selected.add(id);
  for (const { id, level: itsLevel, groups: itsGroups } of policy.rules)
    if (matches(itsLevel, (itsGroups ?? []).join(","))) selected.add(id);
  return selected;
}
