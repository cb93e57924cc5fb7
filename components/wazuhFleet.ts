import * as pulumi from "@pulumi/pulumi";

import type { ActiveResponsePolicy } from "./activeResponsePolicy";
import type { Connection } from "./connection";
import { HostPrune, HostState, type HostReport, type HostStateArgs } from "./hostState";
import { onValue } from "./onValue";
import { noteFor } from "../policy/rollout/note";
import type { HostRollout, RolloutNote } from "../policy/rollout/rolloutNote";
import type { PassedOver } from "../program/passedOver";
import { lastTurns, rolloutOrder } from "./rolloutOrder";
import { WazuhManager } from "./wazuhManager";

interface Named {
  readonly name: string;
}

/** Names of the hosts that a stack rolls out; a whole `Fleet` is one. */
export interface FleetNames {
  /** @default none: the manager lives in another stack, and is left to it */
  readonly master?: Named;
  readonly workers: readonly Named[];
  readonly agents: readonly Named[];
}

/** What holds a host that the program made. */
export interface HostServer {
  /** What lives on the server goes with it. */
  readonly server: pulumi.Resource;
  /** What must be done before the host can be brought to its state. */
  readonly ready: readonly pulumi.Resource[];
}

/** A fleet, its policy and the way to each host. */
export interface WazuhFleetArgs {
  readonly fleet: FleetNames;
  readonly policy: ActiveResponsePolicy;
  /** Connections by host name. */
  readonly connections: ReadonlyMap<string, Connection>;
  /** Servers that the program made, by host name. @default none */
  readonly servers?: ReadonlyMap<string, HostServer>;
  /** Ids of servers, by host name: where one changes, the host is brought to its state anew. @default none */
  readonly serverIds?: ReadonlyMap<string, pulumi.Output<string>>;
  /** False keeps scripts that are no longer named where they are: the manager of another stack still names them. @default true */
  readonly prune?: boolean;
  /** Run the installers by `sudo -n`. @default false */
  readonly sudo?: boolean;
  /** Agent that is rolled out before all others. @default none */
  readonly canary?: string;
  /** Agents that are rolled out side by side. @default 8 */
  readonly parallel?: number;
  /** Agents that this run leaves as they are. @default none */
  readonly passedOver?: PassedOver;
  /** Leaves the managers as they are in this run. @default false */
  readonly holdManagers?: boolean;
  /** Who rolls out, and the last rollout of each host. @default none: no note goes to the hosts */
  readonly note?: {
    readonly now: RolloutNote;
    readonly last: Readonly<Record<string, HostRollout>>;
  };
}

/** Table of contents of a rollout: canary, agents, master, workers, and at last what is no longer named. */
export class WazuhFleet extends pulumi.ComponentResource {
  /** Verified files of every host, by host and path. */
  readonly hosts: pulumi.Output<Record<string, HostReport["files"]>>;
  /** Who changed each host last, and when; empty without `note`. */
  readonly rollouts: pulumi.Output<Record<string, HostRollout>>;

  constructor(name: string, args: WazuhFleetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("wazuh-active-response:index:WazuhFleet", name, {}, opts);
    const { fleet, policy, connections, note } = args;
    const sudo = args.sudo ?? false;
    // A host's bundle is rendered once, for all that is declared of the host.
    const nodes = new Map<string, HostStateArgs>();
    const node = (host: string): HostStateArgs => {
      const known = nodes.get(host);
      if (known) return known;
      const connection = connections.get(host);
      if (connection === undefined) throw new pulumi.RunError(`no connection for host "${host}"`);
      const server = args.servers?.get(host)?.server;
      const serverId = args.serverIds?.get(host);
      const made: HostStateArgs = {
        bundle: onValue(policy.hostBundle(host), ({ bundle, digest }) => ({
          ...bundle,
          ...(note && { rollout: noteFor(digest, note.now, note.last[host]) }),
        })),
        connection,
        sudo,
        ...(server && { server }),
        ...(serverId && { serverId }),
        held: args.passedOver?.reasons.has(host) ?? false,
        gone: args.passedOver?.gone.has(host) ?? false,
      };
      nodes.set(host, made);
      return made;
    };
    for (const [host, why] of args.passedOver?.reasons ?? [])
      void pulumi.log.warn(`${host} ${why}; it is passed over, and left as it is`, this);
    const states = new Map<string, HostState>();
    const agent = (host: string, after: readonly HostState[]): void => {
      const dependsOn = [...after, ...(args.servers?.get(host)?.ready ?? [])];
      const state = new HostState(host, node(host), { parent: this, dependsOn });
      states.set(host, state);
    };
    const managerNode = (host: string): HostStateArgs & Named => {
      const all = node(host);
      return { name: host, ...all, held: all.held === true || args.holdManagers === true };
    };
    const names = fleet.agents.map(({ name: host }) => host);
    const of = <T>(from: ReadonlyMap<string, T>, some: readonly string[]): T[] =>
      some.flatMap((one) => from.get(one) ?? []);
    const turns = rolloutOrder(names, args.canary, args.parallel);
    for (const { name: host, after } of turns) agent(host, of(states, after));
    const agents = of(
      states,
      lastTurns(turns).map(({ name: host }) => host),
    );
    const manager =
      fleet.master &&
      new WazuhManager(
        "manager",
        {
          master: managerNode(fleet.master.name),
          workers: fleet.workers.map((worker) => managerNode(worker.name)),
          sudo,
        },
        { parent: this, dependsOn: agents },
      );
    for (const [host, state] of manager?.nodes ?? []) states.set(host, state);
    const prunes = new Map<string, HostPrune>();
    // In lanes too: through one bastion, more connections at a time than its MaxStartups allows are dropped.
    for (const { name: host, after } of rolloutOrder(names, undefined, args.parallel)) {
      const all = node(host);
      const before = of(prunes, after);
      const prune = new HostPrune(
        host,
        { ...all, held: args.prune === false || all.held === true },
        { parent: this, dependsOn: before.length > 0 ? before : manager ? [manager] : agents },
      );
      prunes.set(host, prune);
    }
    const managers = new Set(manager?.nodes.keys());
    const reports = pulumi.all([...states.values()].map(({ report }) => report));
    const named = (all: readonly HostReport[]): (readonly [string, HostReport])[] =>
      [...states.keys()].map((host, i) => [host, all[i] as HostReport]);
    this.hosts = reports.apply((all) =>
      Object.fromEntries(named(all).map(([host, { files }]) => [host, files])),
    );
    const rolloutsBy = ({ now, last }: NonNullable<typeof note>): typeof this.rollouts => {
      const digests = [...states.keys()].map((host) =>
        onValue(policy.hostBundle(host), ({ digest }) => digest),
      );
      return pulumi.all([reports, digests]).apply(([all, known]) =>
        Object.fromEntries(
          named(all as readonly HostReport[]).flatMap(([host, { rollout }], i) => {
            const { held } = managers.has(host) ? managerNode(host) : node(host);
            const before = last[host];
            if (held) return before ? [[host, before]] : [];
            const bundle = known[i] as string;
            // An older installer reports none.
            return [[host, { ...(rollout ?? noteFor(bundle, now, before)), bundle }]];
          }),
        ),
      );
    };
    this.rollouts = note ? rolloutsBy(note) : pulumi.output<Record<string, HostRollout>>({});
    this.registerOutputs();
  }
}
