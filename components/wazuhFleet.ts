import * as pulumi from "@pulumi/pulumi";

import type { Fleet } from "../policy/model/fleet";
import type { ActiveResponsePolicy } from "./activeResponsePolicy";
import type { Connection } from "./connection";
import { HetznerAgent } from "./hetznerAgent";
import { HostPrune, type HostState, type VerifiedFile } from "./hostState";
import { WazuhManager } from "./wazuhManager";

/** A fleet, its policy and the way to each host. */
export interface WazuhFleetArgs {
  readonly fleet: Fleet;
  readonly policy: ActiveResponsePolicy;
  /** Connections by host name. */
  readonly connections: ReadonlyMap<string, Connection>;
  /** Run the installers by `sudo -n`. @default false */
  readonly sudo?: boolean;
  /** Agent that is rolled out before all others. @default none */
  readonly canary?: string;
}

/** Table of contents of a rollout: canary, agents, master, workers, and at last what is no longer named. */
export class WazuhFleet extends pulumi.ComponentResource {
  /** Verified files of every host, by host and path. */
  readonly hosts: pulumi.Output<Record<string, Record<string, VerifiedFile>>>;

  constructor(name: string, args: WazuhFleetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("wazuh-active-response:index:WazuhFleet", name, {}, opts);
    const { fleet, policy, connections } = args;
    const sudo = args.sudo ?? false;
    const node = (
      host: string,
    ): { bundle: ReturnType<ActiveResponsePolicy["bundle"]>; connection: Connection } => {
      const connection = connections.get(host);
      if (connection === undefined) throw new pulumi.RunError(`no connection for host "${host}"`);
      return { bundle: policy.bundle(host), connection };
    };
    const states = new Map<string, HostState>();
    const agent = (host: string, after: readonly HetznerAgent[]): HetznerAgent => {
      const made = new HetznerAgent(
        host,
        { ...node(host), sudo },
        { parent: this, dependsOn: [...after] },
      );
      states.set(host, made.state);
      return made;
    };
    const names = fleet.agents.map(({ name: host }) => host);
    const canary = names.filter((host) => host === args.canary).map((host) => agent(host, []));
    const rest = names.filter((host) => host !== args.canary).map((host) => agent(host, canary));
    const manager = new WazuhManager(
      "manager",
      {
        master: { name: fleet.master.name, ...node(fleet.master.name) },
        workers: fleet.workers.map((worker) => ({ name: worker.name, ...node(worker.name) })),
        sudo,
      },
      { parent: this, dependsOn: [...canary, ...rest] },
    );
    for (const [host, state] of manager.nodes) states.set(host, state);
    for (const host of names) {
      new HostPrune(host, { ...node(host), sudo }, { parent: this, dependsOn: [manager] });
    }
    this.hosts = pulumi.output(
      Object.fromEntries([...states].map(([host, state]) => [host, state.files])),
    );
    this.registerOutputs({ hosts: this.hosts });
  }
}
