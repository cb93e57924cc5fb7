import * as pulumi from "@pulumi/pulumi";

import type { Named, WazuhFleetArgs } from "./fleetArgs";
import { fleetNodes, type FleetNode } from "./fleetNodes";
import { fleetReports, type FleetReports, type Reporting } from "./fleetReports";
import { HostPrune, stepOf } from "./hostPrune";
import { HostState } from "./hostState";
import { agentsFirst, managersFirst } from "./managerLast";
import { lastTurns, rolloutOrder } from "./rolloutOrder";
import { WazuhManager, type ManagerNode } from "./wazuhManager";

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
    this.takeAway(
      args,
      node,
      manager ? [...manager.nodes.values()] : last,
      managersFirst(`${name}-managers-first`, managers),
    );
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
    const of = (some: readonly string[]): HostState[] =>
      some.flatMap((one) => states.get(one) ?? []);
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
    { fleet, holdManagers = false, sudo = false, prune = true, removals }: WazuhFleetArgs,
    node: (host: string) => FleetNode,
    after: readonly HostState[],
    first: pulumi.ResourceHook | undefined,
  ): { managers: readonly Reporting[]; manager: WazuhManager | undefined } {
    if (!fleet.master) return { managers: [], manager: undefined };
    const nodeOf = ({ name }: Named): ManagerNode & FleetNode => {
      const all = node(name);
      const held = all.held === true || holdManagers;
      return { name, ...all, held, ...(first && { first }) };
    };
    const master = nodeOf(fleet.master);
    const workers = fleet.workers.map(nodeOf);
    const manager = new WazuhManager(
      "manager",
      { master, workers, sudo, prune, ...(removals && { removals }) },
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
    { fleet, prune = true, parallel, removals }: WazuhFleetArgs,
    node: (host: string) => FleetNode,
    after: readonly pulumi.Resource[],
    first: pulumi.ResourceHook | undefined,
  ): void {
    const prunes = new Map<string, HostPrune>();
    const steps = new Map(
      namesOf(fleet.agents).flatMap((name) => {
        const step = stepOf(name, removals, prune && node(name).held !== true);
        return step ? [[name, step] as const] : [];
      }),
    );
    for (const turn of rolloutOrder([...steps.keys()], undefined, parallel)) {
      const before = turn.after.flatMap((one) => prunes.get(one) ?? []);
      const dependsOn = before.length > 0 ? before : [...after];
      const args = { ...node(turn.name), ...steps.get(turn.name), ...(first && { first }) };
      prunes.set(turn.name, new HostPrune(turn.name, args, { parent: this, dependsOn }));
    }
  }
}

function reporting(name: string, state: HostState, { wanted, held = false }: FleetNode): Reporting {
  return { name, state, wanted, held };
}

function namesOf(all: readonly Named[]): string[] {
  return all.map(({ name }) => name);
}
