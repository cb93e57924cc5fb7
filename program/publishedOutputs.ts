import * as pulumi from "@pulumi/pulumi";

import { PUBLISHED, type KnownServer } from "../config/stackOutputs";
import { UNKNOWN_ADDRESS } from "../policy/model/fleet";
import type { WrittenFleet, WrittenHost } from "../policy/model/written";
import type { ActiveResponsePolicy } from "../components/activeResponsePolicy";
import type { HetznerAgent } from "../components/hetznerAgent";
import { settledOr } from "../components/standInWhileUnknown";
import type { Rollout } from "./readRollout";
import type { FleetNames } from "../components/fleetArgs";
import type { WazuhFleet } from "../components/wazuhFleet";

/** What a program made, of which other stacks and the command line tools want to know. */
export interface Made {
  readonly fleet: pulumi.Input<WrittenFleet>;
  readonly policy: ActiveResponsePolicy;
  readonly wazuh: WazuhFleet;
  /** Its Hetzner servers. */
  readonly servers: ReadonlyMap<string, HetznerAgent>;
}

/**
 * The outputs of a stack: what people look at in a few words, and in one text, a secret so that it stays off the screen,
 * what programs read (`readStackOutputs`, `lastRollout`). All of it goes by the reports of the hosts: a run that left some
 * out (`--target`, a failure) publishes no policy that is not on all of them. Of managers that wait, and of those that do not
 * have it yet, the outputs say what the last rollout said: other stacks and the next plan see the managers as they are.
 */
export function publishedOutputs(rollout: Rollout, made: Made): Record<string, unknown> {
  const { joined, last, waiting } = rollout;
  const { wazuh } = made;
  const digest = wazuh.behind.apply((behind) =>
    waiting || behind.length > 0 ? last.policyDigest : joined.digest,
  );
  return {
    policyDigest: digest.apply((known) => known ?? "none on all hosts yet"),
    hosts: pulumi.all([wazuh.hosts, wazuh.behind]).apply(([hosts, behind]) => {
      const all = Object.keys(hosts).length;
      if (behind.length === 0) return `${all} of ${all} have what the stack says`;
      return `${all - behind.length} of ${all} have what the stack says; behind: ${behind.join(", ")}`;
    }),
    [PUBLISHED]: pulumi.secret(
      pulumi
        .all({
          ...ofManagers(rollout, made),
          ...ofFleet(rollout.ours, made),
          policyDigest: digest,
          rollouts: wazuh.rollouts,
        })
        .apply((published) => JSON.stringify({ ...published, login: rollout.login })),
    ),
  };
}

function ofManagers(
  { ours, shared, last, waiting }: Rollout,
  { policy, wazuh }: Made,
): Record<string, pulumi.Output<unknown>> {
  const now = (of: () => unknown, before: unknown): pulumi.Output<unknown> =>
    wazuh.managersBehind.apply((behind) => (waiting || behind.length > 0 ? before : of()));
  const list = policy.policy.apply(({ whitelist }) => whitelist);
  if (!ours.master) return { whitelist: list };
  return {
    whitelist: pulumi
      .all([list, wazuh.managersBehind])
      .apply(([whitelist, behind]) => (waiting || behind.length > 0 ? last.whitelist : whitelist)),
    arConf: now(() => shared.arConf, last.arConf),
    agentConf: now(() => shared.agentConf ?? {}, last.agentConf ?? {}),
  };
}

function ofFleet(
  rolledOut: FleetNames,
  { fleet, servers }: Made,
): Record<"managers" | "agents" | "servers", pulumi.Output<unknown>> {
  const ours = (hosts: readonly WrittenHost[], names: readonly { name: string }[]): WrittenHost[] =>
    hosts.filter((host) => names.some(({ name }) => name === host.name));
  const known = pulumi.output(fleet).apply((value) => value as WrittenFleet);
  return {
    managers: known.apply(({ master, workers }) =>
      ours([master, ...workers], rolledOut.master ? [rolledOut.master, ...rolledOut.workers] : []),
    ),
    agents: known.apply(({ agents }) =>
      ours(agents, rolledOut.agents).filter(({ address }) => address !== UNKNOWN_ADDRESS),
    ),
    servers: pulumi
      .all([...servers.values()].map((one) => settledOr(reachable(one), undefined)))
      .apply((all) => all.filter((one) => one !== undefined)),
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
