import { planHosts, type HostPlan } from "../../../lab/hostPlan";
import { cableOf, networkOfHost } from "../../../lab/network";

const plans = planHosts({ attackerAddresses: ["203.0.113.66", "2001:db8::66"] }, 1);
const named = (name: string): HostPlan => {
  const plan = plans.find((each) => each.name === name);
  if (plan === undefined) throw new Error(name);
  return plan;
};

describe("networkOfHost", () => {
  it("gives a host its addresses and the way back to the attacker's", () => {
    expect(networkOfHost(named("hel-1"), named("attacker"))).toBe(
      [
        "link set lo up",
        "address add 10.77.1.11/24 dev eth0",
        "address add fd77:1::11/64 dev eth0 nodad",
        "link set eth0 up",
        "route add default via 10.77.1.1",
        "route add 203.0.113.66/32 via 10.77.1.251",
        "route add 2001:db8::66/128 via fd77:1::251",
        "",
      ].join("\n"),
    );
  });

  it("gives the attacker all of its addresses, and no way to itself", () => {
    expect(networkOfHost(named("attacker"), named("attacker"))).toBe(
      [
        "link set lo up",
        "address add 10.77.1.251/24 dev eth0",
        "address add fd77:1::251/64 dev eth0 nodad",
        "address add 203.0.113.66/32 dev eth0",
        "address add 2001:db8::66/128 dev eth0 nodad",
        "link set eth0 up",
        "route add default via 10.77.1.1",
        "",
      ].join("\n"),
    );
  });
});

describe("cableOf", () => {
  it("fits into the 15 characters that the kernel allows", () => {
    expect(cableOf(250, "10.77.250.250")).toBe("lab250c250");
  });
});
