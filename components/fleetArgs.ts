import type * as pulumi from "@pulumi/pulumi";

import type { LastSent } from "../policy/bundle/constants";
import type { Removal } from "../policy/rollout/leaving";
import type { HostRollout, RolloutNote } from "../policy/rollout/rolloutNote";
import type { ActiveResponsePolicy } from "./activeResponsePolicy";
import type { Connection } from "./connection";

/** A host by its name. */
export interface Named {
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

/** Agents that this run leaves as they are. */
export interface PassedOver {
  /** Why, by name. */
  readonly reasons: ReadonlyMap<string, string>;
  /** Of them, those that will never come back. */
  readonly gone: ReadonlySet<string>;
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
  /**
   * Steps that take files away, by host name; a host that is not in it has none.
   * @default every host has one, which runs when the set of its files changes
   */
  readonly removals?: ReadonlyMap<string, Removal>;
  /** What each host was sent last, and what it has kept of that, by its name. @default not known: each is sent all */
  readonly lastSent?: ReadonlyMap<string, LastSent>;
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
