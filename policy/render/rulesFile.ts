import type { Policy } from "../model/policy";
import type { CustomRule } from "../model/rule";
import { element, printElements, type Element } from "./element";
import { guardRules } from "./guardRules";
import { killRules } from "./killRule";
import { overwrittenRules } from "./overwrittenRules";

/**
 * Renders our file of etc/rules: rules of the policy, the kill-process rule made from the process lists, the bound stock
 * rules without their ignore window, and the guards that take away what proves no address. Empty where there is nothing to say.
 */
export function renderRulesFile(policy: Policy): string {
  const groups = ruleElements(policy);
  if (groups.length === 0) return "";
  return `<!-- Rendered; edit the stack, not this file. -->\n${printElements(groups)}`;
}

/** Our rules as trees, one for each `<group>`. */
export function ruleElements(policy: Policy): readonly Element[] {
  return [...ownRules(policy), ...overwrittenRules(policy), ...guardRules(policy)];
}

// Sorted: a parent must stand before its children, and lint sees to it that its id is lower.
function ownRules(policy: Policy): Element[] {
  const rules = [...policy.rules].sort((a, b) => a.id - b.id).map(customRule);
  rules.push(...killRules(policy));
  return rules.length > 0 ? [element("group", rules, { name: "active_response_policy," })] : [];
}

function customRule(rule: CustomRule): Element {
  const attributes = {
    id: String(rule.id),
    level: String(rule.level),
    ...(rule.frequency !== undefined && { frequency: String(rule.frequency) }),
    ...(rule.timeframe !== undefined && { timeframe: String(rule.timeframe) }),
  };
  return element(
    "rule",
    [
      ...(rule.ifSid ? [element("if_sid", rule.ifSid.join(","))] : []),
      ...(rule.ifMatchedSid !== undefined
        ? [element("if_matched_sid", String(rule.ifMatchedSid))]
        : []),
      ...(rule.ifGroup !== undefined ? [element("if_group", rule.ifGroup)] : []),
      ...(rule.sameSourceIp ? [element("same_source_ip", [])] : []),
      ...(rule.match !== undefined ? [element("match", rule.match)] : []),
      ...(rule.fields ?? []).map(({ name, pattern, type, negate }) =>
        element("field", pattern, {
          name,
          type: type ?? "pcre2",
          ...(negate && { negate: "yes" }),
        }),
      ),
      element("description", rule.description),
      ...(rule.groups?.length ? [element("group", `${rule.groups.join(",")},`)] : []),
    ],
    attributes,
  );
}
