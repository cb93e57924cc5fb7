import type { Policy } from "../model/policy";
import { stockFields } from "../wazuh/stock/stockFields";
import { stockRule } from "../wazuh/stock/stockRules";
import { isWindowsRule } from "../wazuh/stock/windowsRules";
import { parentsOf } from "./ruleFacts";

/** Whether the events of a rule carry a field: never, where their decoders, or nobody knows. */
export type Carries = "never" | "where decoded" | "not known";

/** Says whether the events of a rule, stock or of the policy, carry a field of the alert's data. */
export function carries(
  id: number,
  field: string,
  policy: Pick<Policy, "rules" | "managerRules">,
  below: readonly number[] = [],
): Carries {
  const own = policy.rules.find((rule) => rule.id === id);
  if (!own)
    return policy.managerRules?.some((one) => one === id) ? "not known" : ofStock(id, field);
  if (own.ifGroup !== undefined || below.includes(id)) return "not known";
  const all = parentsOf(own).map((parent) => carries(parent, field, policy, [...below, id]));
  if (all.length === 0 || all.includes("not known")) return "not known";
  return all.includes("where decoded") ? "where decoded" : "never";
}

function ofStock(id: number, field: string): Carries {
  const rule = stockRule(id);
  if (!rule) return "not known";
  // The decoder of the event channel makes fields below win alone (analysisd/decoders/winevtchannel.c:723, v4.14.7).
  if (isWindowsRule(id)) return field.startsWith("win.") ? "where decoded" : "never";
  if (rule.withoutAddress && field === "srcip") return "never";
  const known = stockFields(id);
  if (!known) return "not known";
  return known.has(field === "dstuser" && !known.has(field) ? "user" : field)
    ? "where decoded"
    : "never";
}
