import * as pulumi from "@pulumi/pulumi";

import type { Bundle } from "../policy/bundle/bundle";
import type { LastSent } from "../policy/bundle/constants";
import type { Removal } from "../policy/rollout/leaving";
import type { Connection } from "./connection";
import { HostPrune, stepOf } from "./hostPrune";
import { HostState } from "./hostState";

/** One node of the manager: its bundle and how to reach it. */
export interface ManagerNode {
  readonly name: string;
  readonly bundle: pulumi.Input<Bundle>;
  readonly connection: Connection;
  /** See `HostStateArgs`. @default nothing is known of it */
  readonly last?: LastSent;
  /** Leaves the node as it is in this run. @default false */
  readonly held?: boolean;
  /** Asked right before anything is done on the node; see `HostStateArgs`. @default none */
  readonly first?: pulumi.ResourceHook;
}

/** A Wazuh manager: the master, then its workers one after the other. */
export interface WazuhManagerArgs {
  readonly master: ManagerNode;
  /** @default none */
  readonly workers?: readonly ManagerNode[];
  /** Run the installer by `sudo -n`. @default false */
  readonly sudo?: boolean;
  /** See `WazuhFleetArgs`. @default true */
  readonly prune?: boolean;
  /** See `WazuhFleetArgs`. @default every node has a step that takes files away */
  readonly removals?: ReadonlyMap<string, Removal>;
}

/** The manager's nodes, brought to the state of the policy; each waits for the one before it. */
export class WazuhManager extends pulumi.ComponentResource {
  /** States by node name, the master first. */
  readonly nodes: ReadonlyMap<string, HostState>;

  constructor(name: string, args: WazuhManagerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("wazuh-active-response:index:WazuhManager", name, {}, opts);
    const nodes = new Map<string, HostState>();
    let before: HostState | undefined;
    for (const { name: node, ...rest } of [args.master, ...(args.workers ?? [])]) {
      before = new HostState(
        `${name}-${node}`,
        { ...rest, sudo: args.sudo ?? false },
        { parent: this, dependsOn: before ? [before] : [] },
      );
      nodes.set(node, before);
    }
    this.nodes = nodes;
    for (const { name: node, ...rest } of [args.master, ...(args.workers ?? [])]) {
      const step = stepOf(node, args.removals, args.prune !== false && rest.held !== true);
      if (!step) continue;
      new HostPrune(
        `${name}-${node}`,
        { ...rest, ...step, sudo: args.sudo ?? false },
        { parent: this, dependsOn: [...nodes.values()] },
      );
    }
    this.registerOutputs({
      nodes: Object.fromEntries([...nodes].map(([node, { files }]) => [node, files])),
    });
  }
}
