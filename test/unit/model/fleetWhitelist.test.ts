import { UNKNOWN_ADDRESS } from "../../../policy/model/fleet";
import { fleetOf } from "../../../policy/model/parseFleet";
import { withFleetAddresses } from "../../../policy/model/fleetWhitelist";
import { policyOf } from "../../../policy/model/parsePolicy";

const policy = policyOf({
  whitelist: [
    { address: "10.0.0.2", name: "manager" },
    { address: "95.216.0.0/16", name: "hetzner-helsinki", location: "hel1" },
  ],
  responses: [],
  rules: [],
});
const fleet = fleetOf({
  master: { name: "wazuh", role: "master", address: "10.0.0.2" },
  workers: [],
  agents: [
    { name: "web", role: "agent", address: "95.216.1.2", addresses: ["2001:DB8:0:0::1"] },
    { name: "gitlab", role: "agent", address: "gitlab.golemtrust.am", addresses: ["100.64.0.4"] },
    { name: "new", role: "agent", address: UNKNOWN_ADDRESS },
  ],
  bastion: "198.51.100.7",
});

describe("withFleetAddresses", () => {
  it("adds exact addresses, in the order of names, and leaves what stands there first", () => {
    expect(
      withFleetAddresses(policy, fleet).whitelist.map(({ address, name }) => [address, name]),
    ).toEqual([
      ["10.0.0.2", "manager"],
      ["95.216.0.0/16", "hetzner-helsinki"],
      ["198.51.100.7", "fleet-bastion-198.51.100.7"],
      ["100.64.0.4", "fleet-gitlab-100.64.0.4"],
      ["2001:db8::1", "fleet-web-2001:db8::1"],
      ["95.216.1.2", "fleet-web-95.216.1.2"],
    ]);
  });

  it.each([
    ["for good and everywhere", {}, []],
    ["in one location", { location: "hel1" }, ["100.64.0.4", "100.64.0.9"]],
    ["until a day", { expires: "2030-01-01" }, ["100.64.0.4", "100.64.0.9"]],
  ])("leaves out what a network holds %s", (_, where, added) => {
    const tailnet = { address: "100.64.0.0/10", name: "headscale", ...where };
    const master = { name: "wazuh", role: "master" as const, address: "100.64.0.4" };
    const agent = { name: "agent-1", role: "agent" as const, address: "100.64.0.9" };
    const list = withFleetAddresses(
      policyOf({ ...policy, whitelist: [tailnet] }),
      fleetOf({ master, workers: [], agents: [agent] }),
    ).whitelist.map(({ address }) => address);
    expect(list).toEqual(["100.64.0.0/10", ...[...added].reverse()]);
  });

  it("changes nothing the second time, whatever the order of the agents", () => {
    const once = withFleetAddresses(policy, fleet);
    const turned = { ...fleet, agents: [...fleet.agents].reverse() };
    expect(withFleetAddresses(once, fleet)).toEqual(once);
    expect(withFleetAddresses(policy, turned)).toEqual(once);
  });

  it.each([
    "127.0.0.1",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "169.254.0.7",
    "10.1",
    "0.0.0.0",
    "::ffff:10.0.0.1",
  ])("passes over %s, by which nobody else sees a host", (address) => {
    const alone = fleetOf({
      master: { name: "wazuh", role: "master", address },
      workers: [],
      agents: [],
    });
    expect(withFleetAddresses({ ...policy, whitelist: [] }, alone).whitelist).toEqual([]);
  });
});
