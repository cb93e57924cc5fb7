import type { Family } from "./packages";

/** A server before its first boot: what cloud-init must make of it. Holds secrets; the text made of it is one. */
export interface NewServer {
  /** Name of the host, and of the agent in Wazuh. */
  readonly name: string;
  /** Address or name of the manager as the agent reaches it. */
  readonly manager: string;
  /** Version of the manager, and so of the agent: `4.14.7`. */
  readonly wazuhVersion: string;
  /** One line; undefined where the manager enrols agents without a password. */
  readonly enrolmentPassword?: string;
  /** Groups of the agent in Wazuh; they must exist. @default the manager's default group */
  readonly groups?: readonly string[];
  /** The ed25519 pair that sshd shows from the very first connection on. */
  readonly hostKey: HostKeyPair;
  /** Packages of its distribution, beside those that the set-up itself needs. */
  readonly packages: readonly string[];
  /** Whose packages they are. @default "debian" */
  readonly family?: Family;
  /** auditd reports every program that starts; needed where processes are ended. */
  readonly audit: boolean;
}

/** A pair of SSH host keys. */
export interface HostKeyPair {
  /** OpenSSH's own form, with its two marker lines. */
  readonly privateKey: string;
  /** `ssh-ed25519 AAAA...` */
  readonly publicKey: string;
}
