import * as pulumi from "@pulumi/pulumi";

import type { KnownServer, StackOutputs } from "../config/stackOutputs";
import type { WrittenFleet, WrittenHost } from "../policy/model/written";
import type { ActiveResponsePolicy } from "../components/activeResponsePolicy";
import type { HetznerAgent } from "../components/hetznerAgent";
import type { Rollout } from "./readRollout";
import type { FleetNames, WazuhFleet } from "../components/wazuhFleet";

/** What a program made, of which other stacks and the command line tools want to know. */
export interface Made {
  readonly fleet: pulumi.Input<WrittenFleet>;
  readonly policy: ActiveResponsePolicy;
  readonly wazuh: WazuhFleet;
  /** Its Hetzner servers. */
  readonly servers: ReadonlyMap<string, HetznerAgent>;
}

/**
 * The outputs of a stack, in the shape that `readStackOutputs` and `lastRollout` read. The digest waits for every host,
 * so that no other stack takes a policy for rolled out before it is. While managers wait, the outputs say of them what
 * the last rollout said: other stacks and the next plan see the managers as they are.
 */
export function publishedOutputs(
  { joined, ours, shared, last, waiting }: Rollout,
  made: Made,
): Record<string, unknown> {
  const { wazuh } = made;
  const held = waiting && { policyDigest: last.policyDigest, whitelist: last.whitelist };
  const { arConf, agentConf = {} } = waiting ? last : shared;
  return {
    ...fleetOutputs(joined.digest, ours, made),
    ...held,
    ...(ours.master && {
      arConf: wazuh.hosts.apply(() => arConf),
      agentConf: wazuh.hosts.apply(() => agentConf),
    }),
    rollouts: wazuh.rollouts,
  };
}

function fleetOutputs(
  digest: string,
  rolledOut: FleetNames,
  { fleet, policy, wazuh, servers }: Made,
): { readonly [K in keyof StackOutputs]: pulumi.Output<unknown> } {
  const ours = (hosts: readonly WrittenHost[], names: readonly { name: string }[]): WrittenHost[] =>
    hosts.filter((host) => names.some(({ name }) => name === host.name));
  const known = pulumi.output(fleet).apply((value) => value as WrittenFleet);
  return {
    policyDigest: wazuh.hosts.apply(() => digest),
    whitelist: policy.policy.apply(({ whitelist }) => whitelist),
    managers: known.apply(({ master, workers }) =>
      ours([master, ...workers], rolledOut.master ? [rolledOut.master, ...rolledOut.workers] : []),
    ),
    agents: known.apply(({ agents }) => ours(agents, rolledOut.agents)),
    servers: pulumi.output([...servers.values()].map(reachable)),
  };
}

function reachable({ host, hostKey }: HetznerAgent): pulumi.Output<KnownServer> {
  return pulumi.all([host, hostKey]).apply(([known, key]) => {
    const { name, address, port, location, labels, addresses } = known;
    return {
      name,
      host: address,
      hostKey: key,
      ...(port !== undefined && { port }),
      ...(location !== undefined && { location }),
      ...(labels && { labels: { ...labels } }),
      ...(addresses && { addresses: [...addresses] }),
    };
  });
}
