import * as pulumi from "@pulumi/pulumi";

import type { ActiveResponsePolicy } from "./activeResponsePolicy";
import type { Connection } from "./connection";
import { fleetNodes, type FleetNode } from "./fleetNodes";
import { fleetReports, type FleetReports, type Reporting } from "./fleetReports";
import { HostPrune, HostState } from "./hostState";
import { agentsFirst, managersFirst } from "./managerLast";
import type { HostRollout, RolloutNote } from "../policy/rollout/rolloutNote";
import type { PassedOver } from "../program/passedOver";
import { lastTurns, rolloutOrder } from "./rolloutOrder";
import { WazuhManager, type ManagerNode } from "./wazuhManager";

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
  /** Who rolls out, and the last rollout of each host. @default none: a host gets the digest of its bundle alone */
  readonly note?: {
    readonly now: RolloutNote;
    readonly last: Readonly<Record<string, HostRollout>>;
  };
}

/** Table of contents of a rollout: canary, agents, master, workers, and at last what is no longer named. */
export class WazuhFleet extends pulumi.ComponentResource {
  /** Verified files of every host, by host and path. */
  readonly hosts: FleetReports["hosts"];
  /** Which bundle each host applied last, by its own report, who brought it, and when. */
  readonly rollouts: FleetReports["rollouts"];
  /** Hosts that, by their reports, do not have what this run wanted of them. */
  readonly behind: FleetReports["behind"];
  /** The same, of the managers alone. */
  readonly managersBehind: FleetReports["behind"];

  constructor(name: string, args: WazuhFleetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("wazuh-active-response:index:WazuhFleet", name, {}, opts);
    for (const [host, why] of args.passedOver?.reasons ?? [])
      void pulumi.log.warn(`${host} ${why}; it is passed over, and left as it is`, this);
    const node = fleetNodes(args);
    const { agents, last } = this.bringAgents(args, node);
    const first = agentsFirst(`${name}-agents-first`, agents);
    const { managers, manager } = this.bringManagers(args, node, last, first);
    this.takeAway(args, node, manager ? [manager] : last, managersFirst(`${name}-managers-first`, managers));
    const before = args.note?.last ?? {};
    const { hosts, rollouts, behind } = fleetReports([...agents, ...managers], before);
    this.hosts = hosts;
    this.rollouts = rollouts;
    this.behind = behind;
    this.managersBehind = fleetReports(managers, before).behind;
    this.registerOutputs({ hosts, rollouts, behind });
  }

  /** Canary and agents, in lanes. @returns them, and those that no other waits for. */
  private bringAgents(
    { fleet, canary, parallel, servers }: WazuhFleetArgs,
    node: (host: string) => FleetNode,
  ): { agents: readonly Reporting[]; last: readonly HostState[] } {
    const states = new Map<string, HostState>();
    const of = (some: readonly string[]): HostState[] => some.flatMap((one) => states.get(one) ?? []);
    const turns = rolloutOrder(namesOf(fleet.agents), canary, parallel);
    for (const { name, after } of turns) {
      const dependsOn = [...of(after), ...(servers?.get(name)?.ready ?? [])];
      states.set(name, new HostState(name, node(name), { parent: this, dependsOn }));
    }
    return {
      agents: [...states].map(([name, state]) => reporting(name, state, node(name))),
      last: of(namesOf(lastTurns(turns))),
    };
  }

  /** Master and workers, once all agents have what they will name. */
  private bringManagers(
    { fleet, holdManagers = false, sudo = false }: WazuhFleetArgs,
    node: (host: string) => FleetNode,
    after: readonly HostState[],
    first: pulumi.ResourceHook,
  ): { managers: readonly Reporting[]; manager: WazuhManager | undefined } {
    if (!fleet.master) return { managers: [], manager: undefined };
    const nodeOf = ({ name }: Named): ManagerNode & FleetNode => {
      const all = node(name);
      return { name, ...all, held: all.held === true || holdManagers, first };
    };
    const master = nodeOf(fleet.master);
    const workers = fleet.workers.map(nodeOf);
    const manager = new WazuhManager(
      "manager",
      { master, workers, sudo },
      { parent: this, dependsOn: [...after] },
    );
    const managers = [master, ...workers].flatMap((one) => {
      const state = manager.nodes.get(one.name);
      return state ? [reporting(one.name, state, one)] : [];
    });
    return { managers, manager };
  }

  /**
   * What is no longer named leaves the agents. In lanes too: through one bastion, more connections at a time than its
   * MaxStartups allows are dropped.
   */
  private takeAway(
    { fleet, prune = true, parallel }: WazuhFleetArgs,
    node: (host: string) => FleetNode,
    after: readonly pulumi.Resource[],
    first: pulumi.ResourceHook,
  ): void {
    const prunes = new Map<string, HostPrune>();
    for (const turn of rolloutOrder(namesOf(fleet.agents), undefined, parallel)) {
      const all = node(turn.name);
      const before = turn.after.flatMap((one) => prunes.get(one) ?? []);
      const dependsOn = before.length > 0 ? before : [...after];
      const held = !prune || all.held === true;
      prunes.set(
        turn.name,
        new HostPrune(turn.name, { ...all, held, first }, { parent: this, dependsOn }),
      );
    }
  }
}

function reporting(name: string, state: HostState, { wanted, held = false }: FleetNode): Reporting {
  return { name, state, wanted, held };
}

function namesOf(all: readonly Named[]): string[] {
  return all.map(({ name }) => name);
}
