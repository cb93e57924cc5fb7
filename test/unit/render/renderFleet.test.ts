import { createHash } from "node:crypto";

import { bundleOf } from "../../../policy/bundle/bundle";
import { RULES_FILE } from "../../../policy/model/hostPaths";
import { hostsOf, type Host } from "../../../policy/model/fleet";
import { fleetOf, hostOf } from "../../../policy/model/parseFleet";
import { policyOf } from "../../../policy/model/parsePolicy";
import { bundlesOf, fleetRenderer } from "../../../policy/render/renderFleet";
import { renderHost } from "../../../policy/render/renderHost";

const agent = (i: number): Host =>
  hostOf({
    name: `agent-${i}`,
    role: "agent",
    address: `10.0.${Math.floor(i / 250)}.${(i % 250) + 1}`,
    location: i % 2 === 0 ? "hel1" : "nbg1",
    labels: { tier: i % 3 === 0 ? "db" : "web" },
  });
const fleet = fleetOf({
  master: { name: "wazuh", role: "master", address: "10.1.0.1" },
  workers: [{ name: "worker", role: "worker", address: "10.1.0.2" }],
  agents: Array.from({ length: 12 }, (_, i) => agent(i)),
});
const policy = policyOf({
  whitelist: [{ address: "10.0.0.0/8", name: "private" }],
  rules: [],
  responses: [
    { kind: "block-ip", rules: [5763, 5712], timeout: 3600, on: { locations: ["hel1"] } },
    {
      kind: "kill-process",
      rules: [100_050],
      processes: ["xmrig"],
      on: { labels: { tier: "db" } },
    },
    { kind: "disable-account", rules: [5763], timeout: 600, protect: ["ops"] },
    { kind: "isolate-host", allow: [{ to: "tailscale0", reason: "in", direction: "in" }] },
  ],
});

describe("a fleet", () => {
  it("has its rules from the master alone; a worker waits for exactly those", () => {
    const [master, worker] = bundlesOf(policy, fleet, [fleet.master, ...fleet.workers]);
    const rules = master?.files[RULES_FILE]?.content ?? "";
    expect(rules).toContain('<rule id="5763"');
    expect(worker?.files[RULES_FILE]).toBeUndefined();
    expect(worker?.awaits).toEqual({
      [RULES_FILE]: createHash("sha256").update(rules).digest("hex"),
    });
    expect(worker?.part).toBe(master?.part);
  });

  it("gets the same as each host on its own", () => {
    expect(bundlesOf(policy, fleet, hostsOf(fleet), { "agent-3": "today" })).toEqual(
      hostsOf(fleet).map((host) =>
        bundleOf(
          host,
          renderHost(policy, fleet, host),
          host.name === "agent-3" ? "today" : undefined,
        ),
      ),
    );
  });

  it("is rendered once for each role and set of responses, however many hosts there are", () => {
    const render = fleetRenderer(policy, fleet);
    const agents = Array.from({ length: 1000 }, (_, i) => render(agent(i)));
    expect(new Set(agents).size).toBe(4);
    expect(new Set(hostsOf(fleet).map(render)).size).toBe(6);
  });
});
