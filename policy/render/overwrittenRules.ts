import { formatDuration } from "../model/duration";
import type { Policy } from "../model/policy";
import { isTriggered } from "../model/response";
import { IGNORING, type IgnoringRule } from "../wazuh/stock/ignoringRules";
import { element, type Element } from "./element";

/**
 * The stock rules that a response is bound to, overwritten without their ignore window: one `<group>` for each name
 * that the stock file has around them, because a rule's groups are both together.
 */
export function overwrittenRules(policy: Policy): Element[] {
  if (policy.ignoreWindow === "keep") return [];
  const bound = new Set<number>(
    policy.responses.filter(isTriggered).flatMap(({ rules }) => [...rules]),
  );
  const within = new Map<string, Element[]>();
  for (const rule of IGNORING.values()) {
    if (!bound.has(rule.id)) continue;
    const rules = within.get(rule.within) ?? [];
    rules.push(withoutIgnore(rule));
    within.set(rule.within, rules);
  }
  return [...within].map(([name, rules]) => element("group", rules, { name }));
}

function withoutIgnore(rule: IgnoringRule): Element {
  const { id, level, frequency, timeframe, conditions, description, mitre, group } = rule;
  const counted =
    frequency !== undefined && timeframe !== undefined
      ? ` ${frequency} in ${formatDuration(timeframe)}, without an ignore window.`
      : " Without an ignore window.";
  return element(
    "rule",
    [
      ...conditions.map(({ name, value, attributes }) =>
        element(name, value === "" ? [] : value, attributes),
      ),
      element("description", description + counted),
      ...(mitre.length > 0
        ? [
            element(
              "mitre",
              mitre.map((technique) => element("id", technique)),
            ),
          ]
        : []),
      ...(group === "" ? [] : [element("group", group)]),
    ],
    {
      id: String(id),
      level: String(level),
      ...(frequency !== undefined && { frequency: String(frequency) }),
      ...(timeframe !== undefined && { timeframe: String(timeframe) }),
      overwrite: "yes",
    },
  );
}
