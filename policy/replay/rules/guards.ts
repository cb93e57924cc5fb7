import type { Policy } from "../../model/policy";
import { firstGuard, guardsOf } from "../../provenance/guards";
import { UNPROVEN_GROUP } from "../../render/guardRules";
import { readLogLine } from "../judge/logLine";
import { plainField } from "../judge/plain";
import type { RuleNode } from "./ruleNode";

/** The guard rules of a policy by the rules that they take events from. */
export function guardNodes(policy: Policy): ReadonlyMap<number, readonly RuleNode[]> {
  const nodes = new Map<number, RuleNode[]>();
  const report = firstGuard(policy);
  for (const { of, but, daemon } of guardsOf(policy)) {
    const pattern =
      "raw" in but
        ? but.raw
        : "place" in but
          ? but.place
          : `^(?:${but.lines.map(({ pcre2 }) => pcre2).join("|")})$`;
    const compiled = new RegExp(pattern);
    const node: RuleNode = {
      id: report,
      level: 3,
      groups: `active_response_policy,${UNPROVEN_GROUP},`,
      ignore: 0,
      guard: `${daemon.name}: ${"raw" in but ? "a line from a file into which clients write" : "place" in but ? "a line from a file where it does not log" : "the line does not prove its address"}`,
      holds: (alert) => {
        if ("raw" in but) return compiled.test(alert.location ?? "");
        if ("place" in but) return !compiled.test(alert.location ?? "");
        const { message } = readLogLine(alert.fullLog ?? "", plainField(alert.program));
        return !compiled.test(message);
      },
    };
    for (const id of of) nodes.set(id, [...(nodes.get(id) ?? []), node]);
  }
  return nodes;
}
