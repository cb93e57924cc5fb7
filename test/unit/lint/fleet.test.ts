import type { WrittenHost } from "../../../policy/model/written";
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
    ["Wazuh 4.14", { version: "4.14.7" }, []],
  ])("%s", (_what, more, expected) => {
    expect(withAgent(more)).toEqual(expected);
  });

  it("refuses kill-process, and any rule on audit.exe, on a manager of 4.13", () => {
    const fleet = { ...FLEET, master: { ...FLEET.master, version: "4.13.1" } };
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
  });

  it("refuses a manager of Wazuh 5", () => {
    const fleet = { ...FLEET, master: { ...FLEET.master, version: "v5.0.0" } };
    expect(brief(findingsOf({}, { fleet }))).toEqual(["error version-5 manager.version"]);
  });

  it("warns of a manager that cannot load rules again", () => {
    const fleet = { ...FLEET, master: { ...FLEET.master, version: "4.9.0" } };
    expect(brief(findingsOf({}, { fleet }))).toEqual(["warning version-no-reload manager.version"]);
  });
});
