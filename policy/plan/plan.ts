import type { Coverage } from "./coverage/coverage";
import type { Role } from "../model/fleet";

/** How a file of a host changes. */
export interface FileChange {
  /** Absolute path, or `/var/ossec/etc/ossec.conf (our part)`. */
  readonly path: string;
  readonly change: "new" | "changed" | "removed";
  /** Lines that come and go. */
  readonly added: number;
  readonly removed: number;
  /** Owner, group and mode before and after, where they change. */
  readonly owner?: readonly [before: string, after: string];
}

/** What a host goes through. */
export interface HostChange {
  readonly host: string;
  readonly role: Role;
  /** `same`: no connection is opened. `again`: nothing differs but the installer, or a drift that is fixed. */
  readonly change: "new" | "changed" | "removed" | "again" | "same";
  readonly files: readonly FileChange[];
  /** What of Wazuh is restarted there; `waits`: nothing happens there yet (rollout.deferArConfChanges). */
  readonly restart: "none" | "hot-reload" | "reload" | "waits";
  /** What its version has in the place of something cheaper: `restart instead of a hot reload: 4.12`. @default nothing */
  readonly instead?: string;
}

/** One way from alerts to agents. */
export interface Flow {
  /** What triggers it: `5712, 5763`; `by hand` for isolation. */
  readonly rules: string;
  /** `block-ip for 1h (firewall-drop3600)`; `, only logged` follows in a stack with mode: observe. */
  readonly response: string;
  /** Names of the agents that have it. */
  readonly agents: readonly string[];
  /** Number of all agents of the fleet. */
  readonly of: number;
  /** Where it runs, when not on the agent that reported. */
  readonly where?: string;
}

/** Rows of ar.conf that come and go; any of them makes every agent reload. */
export interface RowChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Number of agents that reload; 0 where no row changes. */
  readonly agents: number;
  /** How many of them restart as a whole instead, by what is known of their versions. @default none */
  readonly restarting?: number;
  /** True where an agent may hold timed blocks that it lifts when it reloads. */
  readonly lifts: boolean;
}

/** Groups whose agent.conf changes; the agents of each of them reload. How many that are only the manager knows. */
export interface GroupChanges {
  readonly names: readonly string[];
  /** True where an agent may hold timed blocks that it lifts when it reloads. */
  readonly lifts: boolean;
}

/** A white list entry that comes or goes, by name and address. */
export interface EntryChange {
  readonly name: string;
  readonly address: string;
}

/** What the next `up` does, without anything secret. */
export interface Plan {
  /** Nothing was deployed before. */
  readonly first: boolean;
  readonly hosts: readonly HostChange[];
  readonly rows: RowChanges;
  readonly groups: GroupChanges;
  /** What agents get from the managers would change, and the managers wait for a window with all their changes. */
  readonly deferred: boolean;
  readonly whitelist: {
    readonly added: readonly EntryChange[];
    readonly removed: readonly EntryChange[];
  };
  readonly flows: readonly Flow[];
  /** What the agents that the manager knows have of it; missing where it was not asked, or did not answer. */
  readonly coverage?: Coverage;
}
