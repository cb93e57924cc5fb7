import type { WrittenFleet, WrittenHost } from "../../../policy/model/written";
import { brief, findingsOf, FLEET } from "./subject";

const withAgent = (more: Partial<WrittenHost>): string[] =>
  brief(
    findingsOf(
      {},
      {
        fleet: {
          ...FLEET,
          agents: [...FLEET.agents, { name: "third", role: "agent", address: "10.0.1.3", ...more }],
        },
      },
    ),
  );

describe("hosts", () => {
  it.each<[string, Partial<WrittenHost>, string[]]>([
    ["a good one", {}, []],
    ["a name twice", { name: "Gitlab" }, ["error host-name-twice agents[2].name"]],
    ["a name of a manager", { name: "wazuh" }, ["error host-name-twice agents[2].name"]],
    ["a name with a blank", { name: "the third" }, ["error host-name agents[2].name"]],
    ["an address twice", { address: "10.0.1.1" }, ["error host-address-twice agents[2].host"]],
    ["another port of one address", { address: "10.0.1.1", port: 2222 }, []],
    ["a user in the address", { address: "root@10.0.1.3" }, ["error host-address agents[2].host"]],
    ["Wazuh 5", { version: "5.0.1" }, ["warning version-5-agent agents[2].version"]],
    ["Wazuh 4.1", { version: "v4.1.5" }, ["error version-old agents[2].version"]],
    ["no version", { version: "latest" }, ["error version agents[2].version"]],
    ["Wazuh 4.8", { version: "4.8.2" }, ["error version-old agents[2].version"]],
    ["Wazuh 4.9", { version: "4.9.0" }, []],
    ["Wazuh 4.12", { version: "v4.12.0" }, []],
    ["Wazuh 4.14", { version: "4.14.7" }, []],
    ["Wazuh 4.15", { version: "4.15.0" }, ["error version-new agents[2].version"]],
  ])("%s", (_what, more, expected) => {
    expect(withAgent(more)).toEqual(expected);
  });

  it.each(["4.9.0", "4.12.0", "4.13.1"])(
    "refuses kill-process, and any rule on audit.exe, on a manager of %s",
    (version) => {
      const fleet = { ...FLEET, master: { ...FLEET.master, version } };
      const kill = { kind: "kill-process", rules: [100_050], processes: ["xmrig"] } as const;
      const own = {
        id: 100_100,
        level: 10,
        description: "a rule",
        ifSid: [80_792],
        fields: [{ name: "audit.exe", pattern: "miner$" }],
      };
      const wrong = ["error version-audit-exe manager.version"];
      expect(brief(findingsOf({ responses: [kill] }, { fleet }))).toEqual(wrong);
      expect(brief(findingsOf({ rules: [own] }, { fleet }))).toEqual(wrong);
      expect(brief(findingsOf({}, { fleet }))).toEqual([]);
    },
  );

  it("refuses a manager of Wazuh 5", () => {
    const fleet = { ...FLEET, master: { ...FLEET.master, version: "v5.0.0" } };
    expect(brief(findingsOf({}, { fleet }))).toEqual(["error version-5 manager.version"]);
  });

  it.each([
    ["4.12.0", "4.12"],
    ["4.9", "4.9"],
  ])("notes that a manager of %s reads rules by a restart", (version, line) => {
    const fleet = { ...FLEET, master: { ...FLEET.master, version } };
    const said = findingsOf({}, { fleet, notes: true }).filter(({ path }) => /version/.test(path));
    expect(said).toEqual([
      {
        severity: "note",
        code: "version-no-reload",
        path: "manager.version",
        value: version,
        reason: `reads changed rules at its start only: restart instead of a hot reload: ${line}; all its daemons but wazuh-execd restart, and no block is lifted`,
        instead: "nothing has to be done; from 4.13 on a change of rules takes a second",
      },
    ]);
  });

  describe("stock rules that a manager's version does not have", () => {
    const on = (version: string | undefined, workers = FLEET.workers): WrittenFleet => ({
      ...FLEET,
      master: { ...FLEET.master, ...(version !== undefined && { version }) },
      workers,
    });
    const said = (part: Parameters<typeof findingsOf>[0], fleet: WrittenFleet): string[] =>
      findingsOf(part, { fleet }).flatMap(({ severity, code, path, value, reason }) =>
        code.startsWith("version-") ? [`${severity} ${code} ${path}: ${value} ${reason}`] : [],
      );
    const custom = {
      kind: "custom",
      command: "page",
      executable: "page-operator",
      protocol: "own",
      script: "#!/bin/sh\nread -r line\n",
    } as const;

    it.each([
      ["4.13.1", ["4.14.1"], [92_606]],
      ["4.12.0", ["4.13.0", "4.14.1"], [99_901, 92_606]],
      ["4.14.7", [], []],
      ["4.14", [], []],
      [undefined, [], []],
    ])("of %s are named, each with the version that has it", (version, since, missing) => {
      const rules = [5763, 99_901, 92_606];
      expect(said({ responses: [{ ...custom, rules }] }, on(version))).toEqual(
        missing.map(
          (id, i) =>
            `error version-rule responses[0].rules[${rules.indexOf(id)}]: ${id} is a rule since Wazuh ${since[i] ?? ""}, and a manager runs ${version ?? ""}; the response never fires for it`,
        ),
      );
    });

    it("are asked of the oldest node of a cluster, and of the parents of the policy's own rules", () => {
      const [worker] = FLEET.workers;
      const old = worker ? [{ ...worker, version: "4.11.2" }] : [];
      const own = { id: 100_100, level: 10, description: "mine", match: "x" };
      const part = {
        rules: [
          { ...own, ifSid: [99_656] },
          { ...own, id: 100_101, ifMatchedSid: 99_657, frequency: 3, timeframe: 60 },
        ],
      };
      expect(said(part, on("4.14.7", old))).toEqual([
        "error version-rule rules[0].ifSid[0]: 99656 is a rule since Wazuh 4.12.0, and a manager runs 4.11.2; it drops the rule",
        "error version-rule rules[1].ifMatchedSid: 99657 is a rule since Wazuh 4.12.0, and a manager runs 4.11.2; it drops the rule",
      ]);
    });

    it("are no business of rules that the manager has of its own", () => {
      const responses = [{ ...custom, rules: [99_901] }];
      expect(said({ responses, managerRules: [99_901] }, on("4.12.0"))).toEqual([]);
    });

    it("have groups that say nothing there", () => {
      const responses = [{ ...custom, groups: ["malware"], level: 10 }];
      expect(said({ responses }, on("4.12.0"))).toEqual([
        "warning version-group responses[0].groups[0]: malware is a group of stock rules since Wazuh 4.13.0, and a manager runs 4.12.0; no stock rule there triggers the response by it",
      ]);
      expect(said({ responses }, on("4.13.0"))).toEqual([]);
    });
  });
});
