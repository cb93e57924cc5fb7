import * as pulumi from "@pulumi/pulumi";

import type { Bundle } from "../policy/bundle/bundle";
import type { Connection } from "./connection";
import { HostState } from "./hostState";

/** An agent that is reached at a plain address. */
export interface HetznerAgentArgs {
  readonly bundle: pulumi.Input<Bundle>;
  readonly connection: Connection;
  /** Run the installer by `sudo -n`. @default false */
  readonly sudo?: boolean;
}

/** One agent on Hetzner, brought to the state of the policy. */
export class HetznerAgent extends pulumi.ComponentResource {
  readonly state: HostState;

  constructor(name: string, args: HetznerAgentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("wazuh-active-response:index:HetznerAgent", name, {}, opts);
    this.state = new HostState(name, args, { parent: this });
    this.registerOutputs();
  }
}
