import type { Policy } from "../model/policy";
import type { CustomRule } from "../model/rule";
import type { RuleId } from "../model/ruleId";
import { element, printElements, type Element } from "./element";
import { guardRules } from "./guardRules";
import { KILL_RULE, killRules } from "./killRule";
import { overwrittenRules } from "./overwrittenRules";
import { FIELD_TYPE } from "../model/keys/rules";

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

function ownRules(policy: Policy): Element[] {
  const kill = killRules(policy).map((rule): Placed => ({
    id: KILL_RULE,
    names: KILL_NAMES,
    rule,
  }));
  const own = policy.rules.map((rule): Placed => ({
    id: rule.id,
    names: new Set([...(rule.groups ?? []), GROUP]),
    parents: [
      ...(rule.ifSid ?? []),
      ...(rule.ifMatchedSid === undefined ? [] : [rule.ifMatchedSid]),
    ],
    ifGroup: rule.ifGroup,
    rule: customRule(rule),
  }));
  const rules = parentsFirst([...own, ...kill].sort((a, b) => a.id - b.id));
  return rules.length > 0 ? [element("group", rules, { name: `${GROUP},` })] : [];
}

const GROUP = "active_response_policy";
const KILL_NAMES = new Set(["malicious_process", GROUP]);

interface Placed {
  readonly id: RuleId;
  /** Groups that the rule is in. */
  readonly names: ReadonlySet<string>;
  readonly parents?: readonly RuleId[];
  readonly ifGroup?: string | undefined;
  readonly rule: Element;
}

/**
 * By id, but every parent of ours before its children: a rule whose parent has not been read yet is dropped, with a warning
 * alone (7617 and 7619, 7620 for a counted one, 7610 for a group). What goes round in a circle stays in its order: lint refuses it.
 */
function parentsFirst(rules: readonly Placed[]): Element[] {
  const sorted = new Set<Placed>();
  const under = new Set<Placed>();
  const place = (one: Placed): void => {
    if (sorted.has(one) || under.has(one)) return;
    under.add(one);
    for (const other of rules) if (isParent(other, one)) place(other);
    under.delete(one);
    sorted.add(one);
  };
  rules.forEach(place);
  return [...sorted].map(({ rule }) => rule);
}

function isParent(other: Placed, { parents, ifGroup }: Placed): boolean {
  if (parents?.includes(other.id)) return true;
  return (
    ifGroup
      ?.split(/[|,]/)
      .some((name) => [...other.names].some((one) => one.includes(name.trim()))) ?? false
  );
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
          type: type ?? FIELD_TYPE,
          ...(negate && { negate: "yes" }),
        }),
      ),
      element("description", rule.description),
      ...(rule.groups?.length ? [element("group", `${rule.groups.join(",")},`)] : []),
    ],
    attributes,
  );
}
