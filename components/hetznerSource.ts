import type * as pulumi from "@pulumi/pulumi";

import type { ServerNetworks } from "./sshAddress";

/** An agent at a plain address: no call to Hetzner at all. */
export interface AtAddress {
  readonly kind: "address";
  /** Address or name that SSH connects to. */
  readonly host: string;
  /** One authorized_keys line of its host key: `ssh-ed25519 AAAA...` */
  readonly hostKey: string;
  /** @default 22 */
  readonly port?: number;
  readonly location?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Further addresses of its own (private network, tailnet). @default none */
  readonly addresses?: readonly string[];
}

/** What Hetzner says of a server. */
export interface FoundAtHetzner extends ServerNetworks {
  readonly id: number;
  readonly name: string;
  readonly ipv6Address: string;
  readonly location: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly deleteProtection: boolean;
}

/** A server that exists: looked up at every run, never changed and never deleted by the program. */
export interface ExistingServer {
  readonly kind: "existing";
  /** Its name at Hetzner. @default the component's name, where no selector is given */
  readonly server?: string;
  /** Label selector that exactly one server matches; instead of its name. @default none */
  readonly selector?: string;
  readonly hostKey: string;
  /** @default 22 */
  readonly port?: number;
  /** Which of its addresses SSH connects to. @default "public" */
  readonly reach?: "public" | "private";
  /** Id of the private network by which it is reached; needed where it is in several. @default its only one */
  readonly networkId?: number;
  /** What Hetzner said of it, where it was asked already. @default it is looked up */
  readonly found?: FoundAtHetzner;
  /** Labels beside those that it has at Hetzner. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  readonly addresses?: readonly string[];
}

/** A server that the program makes, with cloud-init and a host key of the program's own. */
export interface CreatedServer {
  readonly kind: "create";
  /** Its place in the stack file (`hetzner.servers[0]`), for what is wrong with it. @default not named */
  readonly path?: string;
  /** Server type, as Hetzner calls it (`cx23`). */
  readonly type: string;
  /** An image of Debian, Ubuntu, or the RHEL family 9 and 10, with cloud-init. @default "debian-12" */
  readonly image?: string;
  /** Hetzner location (`hel1`). */
  readonly location: string;
  /** Names or ids of SSH keys in the Hetzner project. */
  readonly sshKeys: readonly string[];
  /** @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Ids of its firewalls. @default none: everything may come in */
  readonly firewallIds?: readonly pulumi.Input<number>[];
  /** Id of a private network. @default none */
  readonly networkId?: number;
  /** Address in the private network. @default chosen by Hetzner */
  readonly privateIp?: string;
  /** @default "public" */
  readonly reach?: "public" | "private";
  /** Further addresses of its own (tailnet). @default none */
  readonly addresses?: readonly string[];
  /** While this is true, neither Pulumi nor Hetzner deletes it. @default true */
  readonly protect?: boolean;
  /** What cloud-init makes of it. */
  readonly setUp: ServerSetUp;
}

/** What cloud-init needs to know of the fleet. */
export interface ServerSetUp {
  /** Manager as the agent reaches it. */
  readonly manager: pulumi.Input<string>;
  /** Version of the manager, and so of the agent (`4.14.7`). */
  readonly wazuhVersion: pulumi.Input<string>;
  /** Password for enrolling; kept secret. @default none */
  readonly enrolmentPassword?: pulumi.Input<string>;
  /** Groups of the agent in Wazuh. @default the manager's default group */
  readonly groups?: readonly string[];
  /** Packages for the responses, of the image's own distribution (`serverNeeds`). */
  readonly packages: readonly string[];
  /** auditd reports every program that starts. */
  readonly audit: boolean;
}

/** The three ways to say what an agent is. */
export type HetznerSource = AtAddress | ExistingServer | CreatedServer;
