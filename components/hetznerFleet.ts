import { isIP } from "node:net";

import * as pulumi from "@pulumi/pulumi";

import type { HetznerInput, ServerInput, StackInput } from "../policy/model/stack";
import { serverHost } from "../config/written";
import { serverNeeds } from "../policy/cloudInit/serverNeeds";
import type { Policy } from "../policy/model/policy";
import type { WrittenFleet } from "../policy/model/written";
import type { Connection, SshAccess } from "./connection";
import { HetznerAgent, type LastKnown } from "./hetznerAgent";
import type { FoundAtHetzner, HetznerSource } from "./hetznerSource";
import { managerVersion } from "./managerVersion";
import { SshFirewall } from "./sshFirewall";
import type { HostServer } from "./fleetArgs";

/** The Hetzner servers of a stack, and what they need to know. */
export interface HetznerFleetArgs {
  readonly servers: readonly ServerInput[];
  /** What Hetzner said of those that exist, by name. @default they are looked up */
  readonly found?: ReadonlyMap<string, FoundAtHetzner>;
  /** Where the agents were at the last rollout. @default not known */
  readonly last?: readonly LastKnown[];
  readonly input: StackInput;
  /** What is placed on the servers; decides what cloud-init installs. */
  readonly policy: Policy;
  readonly ssh: SshAccess;
  /** Connection to the master, which is asked for its version before the first server is made. */
  readonly manager: Connection;
}

/** All agents of a stack that live on Hetzner servers, behind one firewall. */
export class HetznerFleet extends pulumi.ComponentResource {
  /** By host name, in the order of the stack configuration. */
  readonly agents: ReadonlyMap<string, HetznerAgent>;

  constructor(name: string, args: HetznerFleetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("wazuh-active-response:index:HetznerFleet", name, {}, opts);
    const { servers, input, ssh } = args;
    const hetzner: HetznerInput = input.hetzner ?? { servers: [] };
    const created = servers.filter(({ kind }) => kind === "create");
    const shared =
      created.length > 0
        ? {
            firewall: new SshFirewall(
              `${name}-${pulumi.getStack()}`,
              { sshFrom: sshFrom(input), tailnet: hetzner.tailnet ?? false },
              { parent: this },
            ).id,
            version:
              hetzner.wazuhVersion ??
              managerVersion(
                `${name}-manager-version`,
                args.manager,
                created.map((server) => server.name),
                { parent: this },
              ),
          }
        : undefined;
    const source = (server: ServerInput): HetznerSource => {
      const found = args.found?.get(server.name);
      if (server.kind === "existing") return { ...server, ...(found && { found }) };
      if (!shared) throw new Error("a server is created without a firewall");
      const needs = serverNeeds(args.policy, serverHost(server), server.packages, server.image);
      const { enrolmentPassword } = hetzner;
      return {
        ...server,
        path: `hetzner.servers[${hetzner.servers.findIndex(({ name: one }) => one === server.name)}]`,
        firewallIds: [shared.firewall],
        setUp: {
          manager: hetzner.managerAddress ?? input.manager.host,
          wazuhVersion: shared.version,
          ...(enrolmentPassword && { enrolmentPassword: pulumi.secret(enrolmentPassword) }),
          ...(server.groups && { groups: server.groups }),
          ...needs,
        },
      };
    };
    const lastOf = (of: string): { last?: LastKnown } => {
      const last = args.last?.find((one) => one.name === of);
      return last ? { last } : {};
    };
    this.agents = new Map(
      servers.map((server) => [
        server.name,
        new HetznerAgent(
          server.name,
          { source: source(server), ssh, ...lastOf(server.name) },
          { parent: this },
        ),
      ]),
    );
    this.registerOutputs({
      hosts: pulumi.all([...this.agents.values()].map(({ host }) => host)),
    });
  }
}

/** The bastion, where nobody else is named and its address is. */
function sshFrom({ hetzner, ssh }: StackInput): readonly string[] {
  return hetzner?.sshFrom ?? (ssh.proxy && isIP(ssh.proxy.host) ? [ssh.proxy.host] : []);
}

/** The fleet with what Hetzner says of its servers; a plain value where there are none. */
export function withServers(
  fleet: WrittenFleet,
  agents: ReadonlyMap<string, HetznerAgent>,
): pulumi.Input<WrittenFleet> {
  if (agents.size === 0) return fleet;
  const hosts = fleet.agents.map((host) => {
    const known = agents.get(host.name)?.host;
    // What the stack says of it that Hetzner does not know.
    const { releaseFirst } = host;
    return known && releaseFirst ? known.apply((of) => ({ ...of, releaseFirst })) : (known ?? host);
  });
  return pulumi.all(hosts).apply((known) => ({ ...fleet, agents: known }));
}

/** Hetzner's ids of the servers that hold agents, by host name; plain addresses have none. */
export function serverIds(
  agents: ReadonlyMap<string, HetznerAgent>,
): ReadonlyMap<string, pulumi.Output<string>> {
  return new Map(
    [...agents].flatMap(([name, { serverId }]) => (serverId ? [[name, serverId]] : [])),
  );
}

/** Servers that the program made, by host name. */
export function madeServers(
  agents: ReadonlyMap<string, HetznerAgent>,
): ReadonlyMap<string, HostServer> {
  return new Map([...agents].flatMap(([name, { made }]) => (made ? [[name, made]] : [])));
}
