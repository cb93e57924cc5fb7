import { hostsOf, type Fleet } from "../model/fleet";
import type { Policy } from "../model/policy";
import { rowsOf } from "../render/commands";
import { flowsOf } from "./flows";
import { agentsOf } from "./sentences";

/**
 * What a policy means on a fleet, a line each, for where the last deployment is not known (inside a Pulumi program):
 * hosts, rows of ar.conf, white list, groups that collect the log, rules -> responses -> agents. `active-response plan`
 * says what changes.
 */
export function summaryOf(policy: Policy, fleet: Fleet): readonly string[] {
  const managers = hostsOf(fleet).length - fleet.agents.length;
  return [
    `${managers} manager node(s), ${fleet.agents.length} agent(s), ${policy.whitelist.length} white list entries, ${rowsOf(policy).length} rows in ar.conf`,
    ...(policy.logGroups ?? []).map(
      ({ name, agents }) =>
        `agent.conf of group ${name} collects the log of ${agents?.join(", ") ?? "its agents on Linux"}`,
    ),
    ...(policy.forward
      ? [`rsyslog of each manager sends every alert to ${policy.forward.to}`]
      : []),
    ...flowsOf(policy, fleet).map(
      (flow) => `${flow.rules} -> ${flow.response} -> ${agentsOf(flow)}`,
    ),
  ];
}
