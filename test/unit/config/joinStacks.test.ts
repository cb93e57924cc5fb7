import { joinStacks } from "../../../config/joinStacks";
import type { StackOutputs } from "../../../config/stackOutputs";
import { policyDigest } from "../../../policy/bundle/policyDigest";
import { fleetOf } from "../../../policy/model/parseFleet";
import { policyOf } from "../../../policy/model/parsePolicy";

const policy = policyOf({
  whitelist: [{ address: "100.64.0.0/10", name: "headscale" }],
  responses: [{ kind: "block-ip", rules: [5763], timeout: 3600 }],
  rules: [],
});
const fleet = fleetOf({
  master: { name: "wazuh", role: "master", address: "10.0.0.2" },
  workers: [],
  agents: [{ name: "hel-1", role: "agent", address: "10.0.0.11" }],
});
const digest = policyDigest(policy);
/** What the other stack rolled out last, with a policy of this digest. */
const rolledOut = (policyDigest: string): StackOutputs => ({
  policyDigest,
  whitelist: policy.whitelist,
  managers: [fleet.master],
  agents: fleet.agents,
  servers: [],
});

describe("the stack of a location", () => {
  const joined = (manager: StackOutputs | undefined) =>
    joinStacks({ role: "location", managerStack: "prod-manager" }, policy, fleet, { manager });

  it("takes scripts away only once the manager has the policy that does not name them", () => {
    expect(joined(rolledOut(digest)).prune).toBe(true);
    expect(joined(rolledOut("0123456789ab")).prune).toBe(false);
    expect(joined(undefined).prune).toBe(false);
  });

  it("waits for the manager's white list", () => {
    expect(joined(rolledOut("0123456789ab")).findings).toEqual([]);
    expect(joined(undefined).findings.map(({ code }) => code)).toEqual(["manager-first"]);
    // A first rollout that left the managers out.
    const none = { managers: [fleet.master], agents: [], servers: [] };
    expect(joined(none).findings.map(({ code }) => code)).toEqual(["manager-first"]);
  });
});

describe("the stack of the manager", () => {
  const joined = (hel1: StackOutputs | undefined) =>
    joinStacks({ role: "manager", locations: { hel1: "prod-hel1" } }, policy, fleet, {
      locations: { hel1 },
    });

  it("waits for every location that was rolled out, since its agents need the scripts first", () => {
    const codes = (hel1: StackOutputs | undefined): string[] =>
      joined(hel1).findings.map(({ code }) => code);
    expect(codes(rolledOut(digest))).toEqual([]);
    expect(codes(rolledOut("0123456789ab"))).toEqual(["location-behind"]);
    expect(codes(undefined)).toEqual([]);
  });

  it("waits for a location whose first rollout left some of its hosts out", () => {
    const { managers, agents, servers } = rolledOut(digest);
    expect(joined({ managers, agents, servers }).findings.map(({ value }) => value)).toEqual([
      "prod-hel1 (no policy on all of its hosts yet)",
    ]);
  });

  it("knows its fleet in part only, as long as a location was never rolled out", () => {
    expect(joined(rolledOut(digest)).fleet.partial).toBe(false);
    expect(joined(undefined).fleet.partial).toBe(true);
  });
});
