import { hostsOf, type Fleet } from "../model/fleet";
import type { Policy } from "../model/policy";
import { rowsOf } from "../render/commands";
import { flowsOf } from "./flows";
import { DIFFERENCES, has, type Ability } from "../wazuh/versions/differences";
import { lineText } from "../wazuh/versions/wazuhVersion";
import { nameHosts } from "./sameHosts";
import { agentsOf } from "./sentences";
import { versionsOf, type RanVersions } from "./versionsOf";

/**
 * What a policy means on a fleet, a line each, for where the last deployment is not known (inside a Pulumi program):
 * hosts, rows of ar.conf, white list, groups that collect the log, rules -> responses -> agents. `active-response plan`
 * says what changes.
 * @param ran which Wazuh the hosts ran at their last apply. @default not known
 */
export function summaryOf(policy: Policy, fleet: Fleet, ran?: RanVersions): readonly string[] {
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
    ...versionLines(fleet, ran),
    ...flowsOf(policy, fleet).map(
      (flow) => `${flow.rules} -> ${flow.response} -> ${agentsOf(flow)}`,
    ),
  ];
}

/** What hosts of earlier versions have in the place of something, a line each. */
function versionLines(fleet: Fleet, ran: RanVersions | undefined): readonly string[] {
  const versionOf = versionsOf(fleet, ran);
  const line = (hosts: Fleet["agents"], ability: Ability): readonly string[] => {
    const older = hosts.flatMap(({ name }) => {
      const version = versionOf(name);
      return version && !has(version, ability) ? [{ name, line: lineText(version) }] : [];
    });
    if (older.length === 0) return [];
    const lines = [...new Set(older.map((one) => one.line))].join(", ");
    return [
      `${nameHosts(older.map(({ name }) => name))}: ${DIFFERENCES[ability].instead}: ${lines}`,
    ];
  };
  return [
    ...line([fleet.master, ...fleet.workers], "hot-reload"),
    ...line(fleet.agents, "agent-reload"),
  ];
}
