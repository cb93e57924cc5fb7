import { finding, type Finding } from "../../model/finding";
import type { CustomRule } from "../../model/rule";
import type { RuleId } from "../../model/ruleId";
import { stockGroupNames } from "../../wazuh/stock/stockGroups";
import type { Check, Run, Subject } from "../check";
import { WAZUH_VERSION } from "../../wazuh/version";

const run: Run = (subject) =>
  subject.policy.rules.flatMap((rule, i): Finding[] => {
    const path = `rules[${i}]`;
    return [
      ...none(rule, path),
      ...(rule.ifSid ?? []).flatMap((id, j) => parent(rule, id, `${path}.ifSid[${j}]`, subject)),
      ...(rule.ifMatchedSid === undefined
        ? []
        : parent(rule, rule.ifMatchedSid, `${path}.ifMatchedSid`, subject)),
      ...group(rule, path, subject),
    ];
  });

function none({ ifSid, ifMatchedSid, ifGroup }: CustomRule, path: string): Finding[] {
  if (ifSid?.length === 0) {
    return [
      finding(
        "error",
        "rule-parent",
        `${path}.ifSid`,
        "[]",
        "is empty",
        "write ids, or leave it out",
      ),
    ];
  }
  if (ifSid ?? ifMatchedSid ?? ifGroup) return [];
  return [
    finding(
      "warning",
      "rule-without-parent",
      path,
      "(no ifSid, ifMatchedSid, ifGroup)",
      "has no parent rule: Wazuh checks it for every event, and a stock rule that matches first hides it",
      "write ifSid with the rule that it refines",
    ),
  ];
}

function parent(
  { id }: CustomRule,
  of: RuleId,
  path: string,
  { rule, policy }: Subject,
): Finding[] {
  const facts = rule(of);
  const error = (reason: string, instead: string): Finding[] => [
    finding("error", "rule-parent", path, of, reason, instead),
  ];
  if (of === id) return error("is the rule itself", "write the id of its parent");
  if (!facts) {
    return error(
      `is neither a rule of Wazuh ${WAZUH_VERSION} nor one of this policy; Wazuh drops the rule`,
      "write the id of a stock rule, or of another rule under rules",
    );
  }
  if (leadsTo(of, id, policy.rules))
    return error(
      "is itself under this rule, so neither can be read before the other; Wazuh drops both",
      "leave one of the two out of ifSid",
    );
  return [];
}

/** Whether the parents of a rule of ours, and theirs, come back to the rule. */
function leadsTo(from: RuleId, id: RuleId, rules: readonly CustomRule[]): boolean {
  const seen = new Set<RuleId>();
  const look = (at: RuleId): boolean => {
    if (at === id) return true;
    if (seen.has(at)) return false;
    seen.add(at);
    const one = rules.find((rule) => rule.id === at);
    const parents = [
      ...(one?.ifSid ?? []),
      ...(one?.ifMatchedSid === undefined ? [] : [one.ifMatchedSid]),
    ];
    return parents.some(look);
  };
  return look(from);
}

function group({ ifGroup }: CustomRule, path: string, { policy }: Subject): Finding[] {
  if (ifGroup === undefined) return [];
  const known = [...stockGroupNames(), ...policy.rules.flatMap((rule) => rule.groups ?? [])];
  if (ifGroup.split("|").every((name) => known.some((other) => other.includes(name)))) return [];
  return [
    finding(
      "warning",
      "unknown-group",
      `${path}.ifGroup`,
      ifGroup,
      `is not a group of any rule of Wazuh ${WAZUH_VERSION} above level 0 or of this policy`,
      "fix the spelling, or write ifSid",
    ),
  ];
}

/** Is each rule of the policy under rules that exist, and are read before it? */
export const ruleParents: Check = {
  codes: {
    "rule-parent": {
      severity: "error",
      doc: {
        what: "The parent of a rule does not exist, is the rule itself, or is missing.",
        why: "Wazuh drops such a rule and goes on.",
        example:
          "rules:\n  - { id: 100100, level: 10, description: mine, ifSid: [99999], match: mine }",
        instead: "Write the id of a stock rule, or of another rule under `rules`.",
      },
    },
    "rule-without-parent": {
      severity: "warning",
      doc: {
        what: "A rule has no parent rule.",
        why: "Wazuh checks it for every event, and a stock rule that matches first hides it.",
        example: "rules:\n  - { id: 100100, level: 10, description: mine, match: mine }",
        instead: "Write `ifSid` with the rule that it refines.",
      },
    },
    "unknown-group": {
      severity: "warning",
      doc: {
        what: "`ifGroup` names a group that no rule has.",
        why: "The rule never matches.",
        example:
          "rules:\n  - { id: 100100, level: 10, description: mine, ifGroup: sshdd, match: mine }",
        instead: "Fix the spelling, or write `ifSid`.",
      },
    },
  },
  needs: ["rules"],
  run,
};
