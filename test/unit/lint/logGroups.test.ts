import type { LogGroup } from "../../../policy/model/logGroup";
import { printFinding } from "../../../policy/lint/printFinding";
import { findingsOf, FLEET } from "./subject";

const said = (logGroups: readonly LogGroup[], fleet = FLEET): string[] =>
  findingsOf({ logGroups }, { fleet }).map((one) =>
    `${one.severity} ${printFinding(one)}`.replace(` [${one.code}]`, ""),
  );

describe("groups that collect the log", () => {
  it("may be any that Wazuh names, with agents of the stack or for all of theirs", () => {
    expect(said([{ name: "default" }, { name: "eu_dbs.2", agents: ["gitlab"] }])).toEqual([]);
  });

  it.each(["..", "all", "my group", "a/b", ""])("have a name that Wazuh takes, not %j", (name) => {
    expect(said([{ name }])).toEqual([
      `error logs.groups[0].name: ${JSON.stringify(name)} is not a valid group name in Wazuh; write a name that agent_groups -l lists on the manager: letters, digits, _ . -`,
    ]);
  });

  it("are named once", () => {
    expect(said([{ name: "dbs" }, { name: "dbs", agents: ["gitlab"] }])).toEqual([
      "error logs.groups[1].name: dbs is the name of logs.groups[0] too; write one entry per group, with all agents that need it",
    ]);
  });

  it("name agents that there are, once, under one group", () => {
    const groups = [
      { name: "default", agents: ["gitlab", "gitlab", "gitlb", "a|b"] },
      { name: "dbs", agents: [] },
      { name: "web", agents: ["gitlab"] },
    ];
    expect(said(groups)).toEqual([
      "error logs.groups[0].agents[1]: gitlab is named twice; name it once",
      "error logs.groups[0].agents[2]: gitlb is not an agent of this stack; write one of gitlab, runner",
      'error logs.groups[0].agents[3]: "a|b" is not a valid agent name in Wazuh; write the name of an agent: letters, digits, _ . -',
      "error logs.groups[1].agents: [] leaves no agent for which the group would collect the log; name agents, leave the key out for every agent of the group, or remove the entry",
      "warning logs.groups[2].agents[0]: gitlab is named in logs.groups[0] too; if it is in both groups, Wazuh reads the log once and warns (1958) at each start of the agent; name each agent under one group",
    ]);
  });

  it("may name agents of other stacks, where those are not known here", () => {
    const groups = [{ name: "default", agents: ["elsewhere"] }];
    expect(said(groups, { ...FLEET, partial: true })).toEqual([]);
  });
});
