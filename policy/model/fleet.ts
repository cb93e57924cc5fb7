import type { HostName } from "./hostName";

/** What a host is to Wazuh. */
export type Role = "master" | "worker" | "agent";

/** One host of the fleet, without anything secret. */
export interface Host {
  /** Name in Wazuh and in Pulumi; unique in the fleet. */
  readonly name: HostName;
  readonly role: Role;
  /** Address or name that SSH connects to. */
  readonly address: string;
  /** @default 22 */
  readonly port?: number;
  /** Hetzner location (`hel1`, `nbg1`, ...). */
  readonly location?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Further addresses of its own (private network, tailnet), for the white list and for what must never be blocked. */
  readonly addresses?: readonly string[];
  /** Texts of this manager's ossec.conf that our part takes over, exactly as they stand there. */
  readonly adopt?: readonly string[];
  /** Released first, where it is isolated when isolation leaves it; else that is refused. @default false */
  readonly releaseFirst?: boolean;
  /** Version of Wazuh on the host (`4.14.7`), where it is known. */
  readonly version?: string;
}

/** All hosts of a stack: one master, its workers, the agents. */
export interface Fleet {
  readonly master: Host;
  readonly workers: readonly Host[];
  readonly agents: readonly Host[];
  /** Address of the SSH bastion, if one is used. */
  readonly bastion?: string;
  /** Accounts that this program logs in as, on a host or on the bastion; no response locks them. @default root alone */
  readonly accounts?: readonly string[];
  /** True where further agents live in other stacks and are not known here. @default false */
  readonly partial?: boolean;
}

/** Stands for the address of a server that does not exist yet; no renderer may print it. */
export const UNKNOWN_ADDRESS = "(known once the server exists)";

/** True where labels or locations of agents may be unknown here: they live in other stacks, or were not looked up yet. */
export function isPartial({ partial, agents }: Fleet): boolean {
  return (
    partial === true ||
    agents.some(({ address, location }) => address === UNKNOWN_ADDRESS && location === undefined)
  );
}

/** All hosts of a fleet: master, workers, agents. */
export function hostsOf(fleet: Fleet): readonly Host[] {
  return [fleet.master, ...fleet.workers, ...fleet.agents];
}
