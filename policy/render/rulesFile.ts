import { formatDuration } from "../model/duration";
import type { Policy } from "../model/policy";
import type { CustomRule } from "../model/rule";
import type { KillProcess } from "../model/response";
import { COMPOSITE, type CompositeRule } from "../stock/composite";
import { element, printElements, type Element } from "./element";
import { isTriggered } from "./ossecPart";

/** Id of the rule that kill-process is bound to where the policy does not define it itself. */
export const KILL_RULE = 100_050;

/**
 * Renders our file of etc/rules: rules of the policy, the kill-process rule made from the process lists, and the bound
 * stock rules without their ignore window. Empty where there is nothing to say.
 */
export function renderRulesFile(policy: Policy): string {
  const groups = [...ownRules(policy), ...overwritten(policy)];
  if (groups.length === 0) return "";
  return `<!-- Rendered; edit the stack, not this file. -->\n${printElements(groups)}`;
}

function ownRules(policy: Policy): Element[] {
  const rules = [...policy.rules].sort((a, b) => a.id - b.id).map(customRule);
  const given = new Set(policy.rules.map(({ id }) => id));
  const kills = policy.responses.filter(
    (response): response is KillProcess =>
      response.kind === "kill-process" && response.rules.includes(KILL_RULE),
  );
  if (kills.length > 0 && !given.has(KILL_RULE)) {
    rules.push(...killRules(kills.flatMap(({ processes }) => processes)));
  }
  return rules.length > 0 ? [element("group", rules, { name: "active_response_policy," })] : [];
}

function killRules(processes: readonly string[]): Element[] {
  const listed = [...new Set(processes)];
  const names = listed.filter((name) => !name.startsWith("/")).map(escape);
  const whole = listed.filter((name) => name.startsWith("/")).map(escape);
  const byName = names.length > 0 ? [`(?:.*/)?(?:${names.join("|")})`] : [];
  const paths = `^(?:${[...byName, ...whole].join("|")})$`;
  return [
    element(
      "rule",
      [
        element("if_sid", "80792"),
        element("field", paths, { name: "audit.exe", type: "pcre2" }),
        element("description", "A program of the kill list runs: $(audit.exe)."),
        element("group", "malicious_process,"),
      ],
      { id: String(KILL_RULE), level: "12" },
    ),
  ];
}

function escape(name: string): string {
  return name.replace(/[.+*?^$()[\]{}|\\]/g, "\\$&");
}

function overwritten(policy: Policy): Element[] {
  if (policy.ignoreWindow === "keep") return [];
  const bound = new Set(policy.responses.filter(isTriggered).flatMap(({ rules }) => [...rules]));
  const rules = [...COMPOSITE.values()].filter(({ id }) => bound.has(id)).map(withoutIgnore);
  return rules.length > 0 ? [element("group", rules, { name: "syslog,sshd," })] : [];
}

function withoutIgnore(rule: CompositeRule): Element {
  const every = formatDuration(rule.timeframe);
  return element(
    "rule",
    [
      element("if_matched_sid", String(rule.ifMatchedSid)),
      element("same_source_ip", []),
      element(
        "description",
        `${rule.description} ${rule.frequency} in ${every}, without an ignore window.`,
      ),
      element(
        "mitre",
        rule.mitre.map((id) => element("id", id)),
      ),
      element("group", `${rule.groups.join(",")},`),
    ],
    {
      id: String(rule.id),
      level: String(rule.level),
      frequency: String(rule.frequency),
      timeframe: String(rule.timeframe),
      overwrite: "yes",
    },
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
          type: type ?? "pcre2",
          ...(negate && { negate: "yes" }),
        }),
      ),
      element("description", rule.description),
      ...(rule.groups ? [element("group", `${rule.groups.join(",")},`)] : []),
    ],
    attributes,
  );
}
