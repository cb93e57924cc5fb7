import type { Node } from "../../policy/wazuh/read/node";
import type { IgnoringRule, RuleElement } from "../../policy/wazuh/stock/ignoringRules";
import { countsOf } from "./ruleset";
import { valuesOf, type Source, type SourceRule } from "./source";

/** Elements that are kept apart, or are in words of our own. */
const APART = new Set(["description", "mitre", "group"]);

/**
 * ignoring.json, as policy/wazuh/stock/ignoringRules.ts reads it.
 * @param descriptions id -> what the rule says, in our words; "" stands where there is none yet.
 */
export function ignoringFacts(
  { version, rules }: Source,
  descriptions: ReadonlyMap<number, string>,
): { readonly source: string; readonly rules: readonly IgnoringRule[] } {
  return {
    source: `stock rules of Wazuh ${version} that have an ignore window, derived; descriptions are ours`,
    rules: rules
      .filter(({ ignore }) => ignore > 0)
      .map((rule) => ignoringRule(rule, descriptions.get(rule.id) ?? "")),
  };
}

function ignoringRule(rule: SourceRule, description: string): IgnoringRule {
  const { id, level, groups, node } = rule;
  const group = node.children
    .filter(({ name }) => name === "group")
    .map(({ content }) => content)
    .join("");
  return {
    id,
    level,
    ...countsOf(rule),
    within: groups.slice(0, groups.length - group.length),
    conditions: node.children.filter(({ name }) => !APART.has(name)).map(conditionOf),
    description,
    mitre: node.children
      .filter(({ name }) => name === "mitre")
      .flatMap((mitre) => valuesOf(mitre, "id")),
    group,
  };
}

function conditionOf({ name, content, attributes }: Node): RuleElement {
  return {
    name,
    value: content,
    ...(attributes.length > 0 && {
      attributes: Object.fromEntries(attributes.map((one) => [one.name, one.value])),
    }),
  };
}
