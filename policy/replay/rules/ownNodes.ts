import type { Policy } from "../../model/policy";
import { FIELD_TYPE } from "../../model/keys/rules";
import type { CustomRule, FieldMatch } from "../../model/rule";
import { KILL_RULE, killPattern, killsByOurRule } from "../../render/killRule";
import { osMatch } from "../../wazuh/osMatch";
import { compileOsRegex } from "../../wazuh/osRegex";
import type { Alert } from "../alerts/alert";
import { readLogLine } from "../judge/logLine";
import { plainField } from "../judge/plain";
import type { RuleNode } from "./ruleNode";

/** A rule of the policy's own with what it stands below. */
export interface OwnNode extends RuleNode {
  readonly ifSid: readonly number[];
  readonly ifMatchedSid?: number;
  readonly ifGroup?: string;
}

const GROUP = "active_response_policy,";

/** The policy's own rules, and the one that is made of its process lists. */
export function ownNodes(policy: Policy): readonly OwnNode[] {
  const processes = killsByOurRule(policy).flatMap((response) => response.processes);
  return [
    ...policy.rules.map(ownNode),
    ...(processes.length === 0 ? [] : [killNode(new RegExp(killPattern(processes)))]),
  ];
}

function killNode(pattern: RegExp): OwnNode {
  return {
    id: KILL_RULE,
    level: 12,
    groups: `${GROUP}malicious_process,`,
    ignore: 0,
    ifSid: [80_792],
    holds: ({ fields }) => pattern.test(fields?.["audit.exe"] ?? ""),
  };
}

function ownNode(rule: CustomRule): OwnNode {
  const match = rule.match === undefined ? undefined : osMatch(rule.match);
  const fields = (rule.fields ?? []).map(fieldHolds);
  const counted = rule.ifMatchedSid !== undefined && rule.frequency !== undefined;
  return {
    id: rule.id,
    level: rule.level,
    groups: GROUP + (rule.groups ?? []).map((name) => `${name},`).join(""),
    ignore: 0,
    ifSid: rule.ifSid ?? [],
    ...(rule.ifMatchedSid !== undefined && { ifMatchedSid: rule.ifMatchedSid }),
    ...(rule.ifGroup !== undefined && { ifGroup: rule.ifGroup }),
    holds: (alert) =>
      (match?.(readLogLine(alert.fullLog ?? "", plainField(alert.program)).message) ?? true) &&
      fields.every((holds) => holds(alert)),
    ...(counted && {
      counts: {
        events: rule.frequency ?? 2,
        // analysisd.default_timeframe
        seconds: rule.timeframe ?? 360,
        sharedBy: (alert: Alert) => (rule.sameSourceIp ? alert.srcip : ""),
      },
    }),
  };
}

function fieldHolds({ name, pattern, type, negate }: FieldMatch): (alert: Alert) => boolean {
  const matches = compiled(pattern, type ?? FIELD_TYPE);
  // A field that is not there never matches, negated or not.
  return ({ fields, srcip, dstuser }) => {
    const value = fields?.[name] ?? { srcip, dstuser }[name];
    return value !== undefined && matches(value) !== (negate === true);
  };
}

function compiled(
  pattern: string,
  type: "osregex" | "osmatch" | "pcre2",
): (text: string) => boolean {
  if (type === "osmatch") return osMatch(pattern);
  try {
    const regex = type === "osregex" ? compileOsRegex(pattern) : new RegExp(pattern);
    return (text) => regex?.test(text) ?? false;
  } catch {
    // What only PCRE2 reads; unreadOf says so in the report's head.
    return () => false;
  }
}

/** Patterns of the policy's own rules that this program cannot read as PCRE2 does: those rules are not played. */
export function unreadPatterns(policy: Policy): readonly string[] {
  return policy.rules.flatMap(({ id, fields = [] }) =>
    fields.flatMap(({ pattern, type }) => {
      if ((type ?? FIELD_TYPE) !== "pcre2") return [];
      try {
        new RegExp(pattern);
        return [];
      } catch {
        return [`rule ${id}: the pattern "${pattern}" is PCRE2's alone`];
      }
    }),
  );
}
