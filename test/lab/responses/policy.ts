import { fleetOf, hostOf } from "../../../policy/model/parseFleet";
import type { HostFile } from "../../../policy/model/hostFile";
import { policyOf } from "../../../policy/model/parsePolicy";
import type { Policy } from "../../../policy/model/policy";
import { renderHost } from "../../../policy/render/renderHost";

const AGENT = hostOf({ name: "gitlab", role: "agent", address: "10.9.0.1", location: "hel1" });

/** One agent; its manager has an IPv4 and an IPv6 address and a name. */
export const FLEET = fleetOf({
  master: {
    name: "wazuh",
    role: "master",
    address: "10.9.0.200",
    addresses: ["2001:db8:77::1", "manager.example"],
  },
  workers: [],
  agents: [AGENT],
  accounts: ["operator"],
});

/** Every response, with times that a test can wait for. */
export const POLICY = policyOf({
  whitelist: [
    { address: "100.64.0.0/10", name: "headscale" },
    { address: "198.51.100.7", name: "monitor" },
    { address: "2001:db8::1", name: "six" },
  ],
  responses: [
    { kind: "block-ip", rules: [5763], timeout: 3600, storm: 5, breaker: 0 },
    { kind: "block-ip", rules: [100_200], timeout: 2 },
    { kind: "block-ip", rules: [100_201], timeout: 0, command: "block-for-ever" },
    {
      kind: "kill-process",
      rules: [100_050],
      processes: ["totally-not-malware", "xmrig", "/tmp/evil"],
    },
    { kind: "disable-account", rules: [5763], timeout: 60, protect: ["deploy"] },
    {
      kind: "isolate-host",
      allow: [
        { to: "10.9.0.50", reason: 'the "control" plane', ports: [443] },
        { to: "10.9.0.50", reason: "STUN", ports: [3478], protocol: "udp" },
        { to: "10.9.0.254", interface: "out", reason: "the way in", direction: "in", ports: [22] },
        { to: "10.9.0.60", interface: "other0", reason: "not here", direction: "in", ports: [22] },
        { to: "tailscale0", reason: "the tailnet", direction: "in", ports: [22] },
      ],
    },
  ],
  rules: [],
});

/** The files that the agent gets. */
export function agentFiles(policy: Policy = POLICY): readonly HostFile[] {
  return renderHost(policy, FLEET, AGENT).files;
}
