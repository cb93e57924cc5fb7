import { bundleOf } from "../../../policy/bundle/bundle";
import { hostsOf } from "../../../policy/model/fleet";
import { fleetOf } from "../../../policy/model/parseFleet";
import { policyOf } from "../../../policy/model/parsePolicy";
import { renderHost } from "../../../policy/render/renderHost";
import { fleetBundles } from "../../../policy/rollout/fleetBundles";
import { bundleDigest } from "../../../policy/rollout/note";

const policy = policyOf({
  whitelist: [],
  responses: [{ kind: "block-ip", rules: [5763], timeout: 3600 }],
  rules: [],
});
const fleet = fleetOf({
  master: { name: "wazuh", role: "master", address: "10.0.0.2" },
  workers: [],
  agents: [{ name: "gitlab", role: "agent", address: "10.0.0.11" }],
});

describe("fleetBundles", () => {
  it("gives each host what it gets by itself, with its digest", () => {
    const bundleFor = fleetBundles(policy, fleet);
    for (const host of hostsOf(fleet)) {
      const bundle = bundleOf(host, renderHost(policy, fleet, host));
      expect(bundleFor(host.name)).toEqual({ bundle, digest: bundleDigest(bundle) });
    }
  });

  it("makes each once", () => {
    const bundleFor = fleetBundles(policy, fleet);
    expect(bundleFor("gitlab")).toBe(bundleFor("gitlab"));
  });

  it("puts repairs into the host's bundle and the wait into all", () => {
    const bundleFor = fleetBundles(policy, fleet, { repair: { gitlab: "2026-11-25" }, wait: 30 });
    expect(bundleFor("gitlab").bundle).toMatchObject({ repair: "2026-11-25", wait: 30 });
    expect(bundleFor("wazuh").bundle).toMatchObject({ wait: 30 });
    expect(bundleFor("wazuh").bundle).not.toHaveProperty("repair");
  });

  it("has no bundle for a host of another fleet", () => {
    expect(() => fleetBundles(policy, fleet)("mail")).toThrow(
      new Error('the fleet has no host "mail"'),
    );
  });
});
