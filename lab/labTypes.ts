import type { Role } from "../policy/model/fleet";
import type { Outcome } from "./process";

/** What kind of lab is wanted. */
export interface LabOptions {
  /** Agents. @default hel-1, hel-2 (hel1), nbg-1, nbg-2 (nbg1) */
  readonly agents?: readonly AgentSpec[];
  /** Makes this many agents instead: `agent-001`, ..., half of them in hel1, half in nbg1. Up to 200. */
  readonly agentCount?: number;
  /** Further manager nodes, by name, 8 at most. @default none */
  readonly workers?: readonly string[];
  /**
   * Where Wazuh's stand-ins run: everywhere, on `managers` alone, or nowhere. Agents without them have their /var/ossec and an
   * execd that only listens, which is what a rollout needs: for benchmarks.
   * @default true
   */
  readonly daemons?: boolean | "managers";
  /**
   * Hosts, by name, that play another Wazuh than 4.14.7: `4.9.0` to `4.14.7`. lab/wazuh/README.md says what they do otherwise.
   * @default none
   */
  readonly versions?: Readonly<Record<string, string>>;
  /** The master answers as Wazuh's REST API does, on port 55000; costs one more process of Node. @default false */
  readonly api?: boolean;
  /** A host `bastion` that only forwards; the others then take SSH from it alone. @default false */
  readonly bastion?: boolean;
  /** A user `deploy` with the lab's key and `sudo -n` on every host. @default false */
  readonly sudoUser?: boolean;
  /** A host `attacker` with foreign and white-listed addresses. @default true */
  readonly attacker?: boolean;
  /**
   * Hosts, by name, that are whole machines: a kernel and systemd of their own, by software emulation, with nftables.service,
   * rsyslog and Wazuh's units. A boot takes a minute. They need the image of lab/machine/image.sh. @default none
   */
  readonly machines?: readonly string[];
  /** Addresses of the attacker. @default {@link ATTACKER_ADDRESSES} */
  readonly attackerAddresses?: readonly string[];
}

/** An agent that is wanted. */
export interface AgentSpec {
  readonly name: string;
  /** Hetzner location. */
  readonly location: string;
}

/** A lab that is up. Everything in it ends with {@link Lab.down}, or with the process. */
export interface Lab {
  /** Folder of the lab, in memory. */
  readonly dir: string;
  /** Managers first, then agents; no attacker and no bastion. */
  readonly hosts: readonly LabHost[];
  /** The pair that every host accepts for root (and for `deploy`). */
  readonly key: LabKey;
  readonly master: LabHost;
  readonly agents: readonly LabHost[];
  /** Present with the option `bastion`. */
  readonly bastion?: LabHost;
  /** Present unless the option `attacker` is false. */
  readonly attacker?: Attacker;
  /** @throws Error naming the hosts there are. */
  host(name: string): LabHost;
  down(): Promise<void>;
}

/** A pair of SSH keys. */
export interface LabKey {
  /** OpenSSH's own form. */
  readonly privateKey: string;
  readonly privateKeyFile: string;
  /** One authorized_keys line. */
  readonly publicKey: string;
}

/** How {@link LabHost.run} runs a command. */
export interface RunOptions {
  readonly input?: string;
  /** @default root */
  readonly user?: string;
}

/**
 * Failed logins, one connection each, in the words of sshd. About a user that does not exist sshd says three things with
 * the words "invalid user" (asked for, wrong password, closed), and Wazuh counts each: 5712 comes after three logins.
 */
export interface FailedLogins {
  /** Address they come from. */
  readonly from: string;
  /** @default "admin" */
  readonly user?: string;
  readonly count: number;
  /** The user exists (5760, 5763) or not (5710, 5712). @default true */
  readonly existing?: boolean;
}

/** A host of the lab. */
export interface LabHost {
  readonly name: string;
  readonly role: Role | "bastion" | "attacker";
  readonly location?: string;
  /** Wazuh's id: `000` for a manager, `001` and up for agents. */
  readonly id: string;
  readonly address: string;
  /** Of the same cable. */
  readonly address6: string;
  readonly port: number;
  /** One line of authorized_keys, without a comment: `ssh-ed25519 AAAA...`. */
  readonly hostKey: string;
  /**
   * Runs a shell command inside the host, not over SSH, and waits until nobody holds its output any more: what it leaves
   * in the background must let go of it (`>/dev/null 2>&1 &`).
   */
  run(command: string, options?: RunOptions): Promise<Outcome>;
  /** Text of a file. @throws Error where it cannot be read. */
  read(path: string): Promise<string>;
  /** SSH sessions that its sshd has let in since it came up. */
  sshConnections(): Promise<number>;
  /** Says to the host's /dev/log, and so to its /var/log/auth.log, what sshd says about failed passwords. */
  failedLogins(logins: FailedLogins): Promise<void>;
  /** Alerts that were written so far (manager only). */
  alerts(): Promise<readonly Alert[]>;
  /** Everything that was said to the host's /dev/log since it came up, even if the host's own files were changed. */
  log(): Promise<string>;
  /** Stops sshd (the host is then "off" to SSH); {@link startSsh} brings it back. */
  stopSsh(): Promise<void>;
  startSsh(): Promise<void>;
  /** A whole machine only: boots it again, as `systemctl reboot` does, and waits until it takes commands. */
  reboot?(): Promise<void>;
}

/** The part of an alert of alerts.json that tests look at. */
export interface Alert {
  readonly timestamp: string;
  readonly id: string;
  readonly rule: {
    readonly id: string;
    readonly level: number;
    readonly description: string;
    readonly groups: readonly string[];
  };
  readonly agent: { readonly id: string; readonly name: string; readonly ip?: string };
  readonly data?: Readonly<Record<string, unknown>>;
  readonly full_log?: string;
  readonly location: string;
}

/** A host outside the fleet: real packets from foreign and from white-listed addresses. */
export interface Attacker {
  readonly addresses: readonly string[];
  /** Whether a TCP connection from one of its addresses is answered, port 22 by default; a refusal is no answer. */
  reaches(host: LabHost, from: string, port?: number): Promise<boolean>;
  /**
   * Tries wrong passwords against the host's real sshd, one connection after the other, and stops when one is not answered.
   * @returns how many were answered: fewer than `count` where the address was blocked meanwhile.
   */
  bruteForce(host: LabHost, logins: Omit<FailedLogins, "existing">): Promise<number>;
  run(command: string, options?: RunOptions): Promise<Outcome>;
}

/** Foreign addresses (the documentation's networks), and one of each network on Golem Trust's white list. */
export const ATTACKER_ADDRESSES = [
  "203.0.113.66",
  "203.0.113.67",
  "198.51.100.23",
  "192.0.2.99",
  "95.216.10.10",
  "116.203.10.10",
  "100.64.0.66",
  "2001:db8::66",
  "2001:db8::67",
] as const;
