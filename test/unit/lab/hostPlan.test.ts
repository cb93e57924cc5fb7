import { planHosts } from "../../../lab/hostPlan";
import { ATTACKER_ADDRESSES } from "../../../lab/labTypes";

describe("planHosts", () => {
  it("lays the fleet of the demo out", () => {
    const plans = planHosts({}, 3);
    expect(
      plans.map(({ name, role, id, address, location }) => [name, role, id, address, location]),
    ).toEqual([
      ["wazuh", "master", "000", "10.77.3.10", "hel1"],
      ["hel-1", "agent", "001", "10.77.3.11", "hel1"],
      ["hel-2", "agent", "002", "10.77.3.12", "hel1"],
      ["nbg-1", "agent", "003", "10.77.3.13", "nbg1"],
      ["nbg-2", "agent", "004", "10.77.3.14", "nbg1"],
      ["attacker", "attacker", "", "10.77.3.251", undefined],
    ]);
    expect(plans.map(({ more }) => more.length)).toEqual([
      0,
      0,
      0,
      0,
      0,
      ATTACKER_ADDRESSES.length,
    ]);
  });

  it("gives every host of the largest lab an address of its own, in both families", () => {
    const workers = [
      "worker-1",
      "worker-2",
      "worker-3",
      "worker-4",
      "worker-5",
      "worker-6",
      "worker-7",
      "worker-8",
    ];
    const plans = planHosts({ agentCount: 200, workers, bastion: true }, 250);
    expect(plans).toHaveLength(1 + 8 + 200 + 2);
    expect(new Set(plans.map(({ address }) => address)).size).toBe(plans.length);
    expect(new Set(plans.map(({ address6 }) => address6)).size).toBe(plans.length);
    expect(
      plans.filter(({ location, role }) => role === "agent" && location === "nbg1"),
    ).toHaveLength(100);
    expect(plans.find(({ name }) => name === "agent-200")).toMatchObject({
      id: "200",
      address: "10.77.250.210",
      address6: "fd77:fa::210",
    });
  });

  it("gives hosts another version where that is asked for", () => {
    const plans = planHosts({ versions: { wazuh: "4.12.0", "nbg-1": "4.9.2" } }, 0);
    expect(
      plans.flatMap(({ name, version }) => (version === undefined ? [] : [[name, version]])),
    ).toEqual([
      ["wazuh", "4.12.0"],
      ["nbg-1", "4.9.2"],
    ]);
  });

  it.each([
    [{ agentCount: 201 }, "agentCount: 201 is not possible; write a whole number from 0 to 200"],
    [{ agentCount: 1.5 }, "agentCount: 1.5 is not possible; write a whole number from 0 to 200"],
    [
      { agents: [{ name: "Gitlab", location: "hel1" }] },
      'host "Gitlab" is no host name; write small letters, digits and dashes',
    ],
    [
      { agents: [{ name: "wazuh", location: "hel1" }] },
      'host "wazuh" is there twice; give each its own name',
    ],
    [
      { workers: ["a", "b", "c", "d", "e", "f", "g", "h", "i"] },
      "workers: 9 are too many; name 8 at most",
    ],
    [
      { agents: Array.from({ length: 201 }, (_, i) => ({ name: `a${i}`, location: "hel1" })) },
      "agents: 201 are too many; name 200 at most",
    ],
    [
      { versions: { "hel-9": "4.12.0" } },
      'versions: the lab has no host "hel-9"; name one that it has',
    ],
  ])("refuses %j", (options, message) => {
    expect(() => planHosts(options, 0)).toThrow(new Error(message));
  });
});
