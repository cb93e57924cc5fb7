import { finding, type Finding } from "../../model/finding";
import { isPartial, type Fleet } from "../../model/fleet";
import type { LogGroup } from "../../model/logGroup";
import type { Check, Run } from "../check";

/** The names that Wazuh takes for a group: api/validator.py of 4.14, GroupID of its API's description. */
const GROUP = /^(?!all$|\.{1,2}$)[\w.-]{1,128}$/;

const run: Run = ({ policy: { logGroups: groups = [] }, fleet }) =>
  groups.flatMap((group, i): Finding[] => [
    ...name(group, i, groups),
    ...agents(group, i, fleet),
    ...elsewhere(group, i, groups),
  ]);

function name({ name: text }: LogGroup, i: number, groups: readonly LogGroup[]): Finding[] {
  const path = `logs.groups[${i}].name`;
  if (!GROUP.test(text))
    return [
      finding(
        "error",
        "log-group-name",
        path,
        JSON.stringify(text),
        "is not a valid group name in Wazuh",
        "write a name that agent_groups -l lists on the manager: letters, digits, _ . -",
      ),
    ];
  const first = groups.findIndex((other) => other.name === text);
  if (first === i) return [];
  return [
    finding(
      "error",
      "log-group-twice",
      path,
      text,
      `is the name of logs.groups[${first}] too`,
      "write one entry per group, with all agents that need it",
    ),
  ];
}

function agents({ agents: named }: LogGroup, i: number, fleet: Fleet): Finding[] {
  const path = `logs.groups[${i}].agents`;
  if (!named) return [];
  if (named.length === 0)
    return [
      finding(
        "error",
        "log-group-empty",
        path,
        "[]",
        "leaves no agent for which the group would collect the log",
        "name agents, leave the key out for every agent of the group, or remove the entry",
      ),
    ];
  const known = new Set<string>(fleet.agents.map((agent) => agent.name));
  return named.flatMap((agent, j): Finding[] => {
    if (named.indexOf(agent) !== j)
      return [
        finding(
          "error",
          "log-agent-twice",
          `${path}[${j}]`,
          agent,
          "is named twice",
          "name it once",
        ),
      ];
    // It becomes a pattern of Wazuh, in which other characters would mean something.
    if (!/^[\w.-]+$/.test(agent))
      return [
        finding(
          "error",
          "log-agent-unknown",
          `${path}[${j}]`,
          JSON.stringify(agent),
          "is not a valid agent name in Wazuh",
          "write the name of an agent: letters, digits, _ . -",
        ),
      ];
    if (known.has(agent) || isPartial(fleet)) return [];
    return [
      finding(
        "error",
        "log-agent-unknown",
        `${path}[${j}]`,
        agent,
        "is not an agent of this stack",
        known.size === 0 ? "remove it" : `write one of ${[...known].join(", ")}`,
      ),
    ];
  });
}

/** An agent in two groups gets both parts; Wazuh drops one and warns at each start of the agent. */
function elsewhere({ agents: named = [] }: LogGroup, i: number, groups: readonly LogGroup[]) {
  return named.flatMap((agent, j): Finding[] => {
    const first = groups.findIndex((other) => other.agents?.includes(agent));
    if (first === i) return [];
    return [
      finding(
        "warning",
        "log-agent-owners",
        `logs.groups[${i}].agents[${j}]`,
        agent,
        `is named in logs.groups[${first}] too; if it is in both groups, Wazuh reads the log once and warns (1958) at each start of the agent`,
        "name each agent under one group",
      ),
    ];
  });
}

/**
 * Has each group that collects the log a name that Wazuh takes, once, and agents that there are? Whether the manager has
 * the group is known on the manager alone: its installer refuses one that is not there.
 */
export const logGroups: Check = {
  codes: {
    "log-group-name": {
      severity: "error",
      doc: {
        what: "A name under `logs.groups` is not a valid name of an agent group.",
        why: "Wazuh takes letters, digits, `_`, `.` and `-`, up to 128 of them, and not the word `all`.",
        example: "logs:\n  groups:\n    - { name: web servers }",
        instead: "Write a name that `agent_groups -l` lists on the manager.",
      },
    },
    "log-group-twice": {
      severity: "error",
      doc: {
        what: "Two entries of `logs.groups` have the same name.",
        why: "A group has one agent.conf, with one part of ours in it.",
        example: "logs:\n  groups:\n    - { name: web }\n    - { name: web }",
        instead: "Write one entry for the group, with all agents that need it.",
      },
    },
    "log-group-empty": {
      severity: "error",
      doc: {
        what: "An entry of `logs.groups` has an empty list of agents.",
        why: "No agent would collect the log through it.",
        example: "logs:\n  groups:\n    - { name: web, agents: [] }",
        instead:
          "Name agents, leave `agents` out for every agent of the group, or remove the entry.",
      },
    },
    "log-agent-twice": {
      severity: "error",
      doc: {
        what: "An agent is named twice in one entry of `logs.groups`.",
        why: "The second adds nothing, so another agent may have been meant.",
        example: "logs:\n  groups:\n    - { name: web, agents: [gitlab, gitlab] }",
        instead: "Name it once.",
      },
    },
    "log-agent-unknown": {
      severity: "error",
      doc: {
        what: "A name under `logs.groups` is not an agent of this stack.",
        why: "The log of the agent that you mean would not be collected.",
        example: "logs:\n  groups:\n    - { name: web, agents: [gitlap] }",
        instead: "Write the name of an agent of the stack.",
      },
    },
    "log-agent-owners": {
      severity: "warning",
      doc: {
        what: "An agent is named under two groups of `logs.groups`.",
        why: "If it is in both, Wazuh reads the log once and warns (1958) at each start of the agent.",
        example:
          "logs:\n  groups:\n    - { name: web, agents: [gitlab] }\n    - { name: linux, agents: [gitlab] }",
        instead: "Name each agent under one group.",
      },
    },
  },
  needs: ["hosts"],
  run,
};
