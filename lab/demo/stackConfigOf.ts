import type { StackInput } from "../../policy/model/stack";
import type { Lab, LabHost } from "../labTypes";

/** Golem Trust's policy in short: what the demo and the tests begin with. */
const POLICY = {
  whitelist: {
    common: [
      { address: "100.64.0.0/10", name: "headscale", reason: "the private network" },
      { address: "127.0.0.1", name: "loopback", reason: "the host itself" },
    ],
    hel1: [{ address: "95.216.0.0/16", name: "hetzner-helsinki", reason: "the provider" }],
    nbg1: [{ address: "116.203.0.0/16", name: "hetzner-nuremberg", reason: "the provider" }],
  },
  responses: [
    { kind: "block-ip", rules: [5763, 5712], timeout: "1h" },
    { kind: "kill-process", rules: [100050], processes: ["totally-not-malware", "xmrig"] },
  ],
} satisfies Pick<StackInput, "whitelist" | "responses">;

/**
 * The stack configuration of a lab: its hosts, their keys, the way to them, and Golem Trust's policy.
 * @param overrides whole keys that replace those of the lab.
 */
export function stackConfigOf(lab: Lab, overrides: Partial<StackInput> = {}): StackInput {
  const workers = lab.hosts.filter(({ role }) => role === "worker");
  return {
    ssh: {
      user: "root",
      privateKeyFile: lab.key.privateKeyFile,
      // A host of the lab answers at once or never.
      dialErrorLimit: 1,
      perDialTimeout: 10,
      ...(lab.bastion && { proxy: endpointOf(lab.bastion) }),
    },
    manager: inputOf(lab.master),
    ...(workers.length > 0 && { workers: workers.map(inputOf) }),
    agents: lab.agents.map(inputOf),
    ...POLICY,
    ...overrides,
  };
}

function endpointOf({ address, port, hostKey }: LabHost): {
  host: string;
  port: number;
  hostKey: string;
} {
  return { host: address, port, hostKey };
}

function inputOf(host: LabHost): StackInput["manager"] {
  return {
    name: host.name,
    ...endpointOf(host),
    ...(host.location !== undefined && { location: host.location }),
  };
}
