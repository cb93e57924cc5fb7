import type { types } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";

import { MADE_SERVER_USER } from "../config/login";
import { UNKNOWN_ADDRESS, type Host } from "../policy/model/fleet";
import { parseHostName, type HostName } from "../policy/model/hostName";
import type { SshAccess } from "./connection";
import { awaitCloudInit, createServer, type FoundServer } from "./createdServer";
import { lookUpServer } from "./existingServer";
import type { AtAddress, HetznerSource } from "./hetznerSource";
import { standInWhileUnknown } from "./standInWhileUnknown";
import type { HostServer } from "./fleetArgs";
import { SSH_PORT } from "../policy/model/keys/values";

/** Where an agent was at the last rollout. */
export interface LastKnown {
  readonly name: string;
  readonly address: string;
  readonly addresses?: readonly string[];
}

/** What an agent is, and how SSH logs in to it. */
export interface HetznerAgentArgs {
  /** Made by the program, looked up at Hetzner, or a plain address. */
  readonly source: HetznerSource;
  /** User, key and bastion. A server that the program makes is entered as root. */
  readonly ssh: SshAccess;
  /**
   * Where it was at the last rollout: its addresses while its new ones are not known, since it is being replaced, so that they
   * do not leave the white lists in a preview only to come back. @default none
   */
  readonly last?: LastKnown;
}

/**
 * One agent on Hetzner: the same to the rest of the program, whichever of the three ways it came to be.
 * @throws ValueError where Wazuh gives no agent such a name.
 */
export class HetznerAgent extends pulumi.ComponentResource {
  /** The agent as the policy sees it. Its address is `UNKNOWN_ADDRESS` while a preview does not know it. */
  readonly host: pulumi.Output<Host>;
  /** Connection with a pinned host key. */
  readonly connection: types.input.remote.ConnectionArgs;
  /** One authorized_keys line. */
  readonly hostKey: pulumi.Output<string>;
  /** Every address of its own, public and private. */
  readonly addresses: pulumi.Output<string[]>;
  /** Hetzner location; empty for a plain address without one. */
  readonly location: pulumi.Output<string>;
  /** Hetzner's id of the server; not present for a plain address. */
  readonly serverId?: pulumi.Output<string>;
  /** The server, where the program made it. */
  readonly made?: HostServer;

  constructor(name: string, args: HetznerAgentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("wazuh-active-response:index:HetznerAgent", name, {}, opts);
    const hostName = parseHostName(name);
    const { source } = args;
    const port = (source.kind !== "create" ? source.port : undefined) ?? SSH_PORT;
    const found = find(name, source, this);
    const { server } = found;
    if (found.id) this.serverId = found.id;
    const user = server ? MADE_SERVER_USER : args.ssh.user;
    this.connection = {
      ...args.ssh,
      ...(user !== undefined && { user }),
      host: found.address,
      port,
      hostKey: found.hostKey,
    };
    this.hostKey = found.hostKey;
    this.location = found.location;
    const more = source.addresses ?? [];
    const { last } = args;
    const known = standInWhileUnknown(
      found.address.apply(() => true),
      false,
    );
    known.apply((isKnown) => {
      if (!isKnown && last)
        void pulumi.log.warn(
          `the address of ${name} is not known before its server is made anew: until then it is on the white lists as ` +
            `at the last rollout (${last.address}); up puts the new one there`,
          this,
        );
    });
    this.addresses = found.addresses.apply((own) => [...new Set([...own, ...more])]);
    this.host = pulumi
      .all([
        standInWhileUnknown(found.address, last?.address ?? UNKNOWN_ADDRESS),
        standInWhileUnknown(this.addresses, [...new Set([...(last?.addresses ?? []), ...more])]),
        found.location,
        found.labels,
      ])
      .apply(([address, addresses, location, labels]) =>
        describe(hostName, { address, addresses, location, labels, port }),
      );
    if (server) {
      const ready = awaitCloudInit(name, this.connection, server, this);
      this.made = { server, ready: [ready] };
    }
    this.registerOutputs({ host: this.host, hostKey: this.hostKey });
  }
}

function find(name: string, source: HetznerSource, parent: pulumi.Resource): FoundServer {
  switch (source.kind) {
    case "create":
      return createServer(name, source, parent);
    case "existing":
      return lookUpServer(name, source, parent);
    case "address":
      return plain(source);
    default:
      return source satisfies never;
  }
}

function plain(source: AtAddress): FoundServer {
  return {
    address: pulumi.output(source.host),
    addresses: pulumi.output([...(source.addresses ?? [])]),
    location: pulumi.output(source.location ?? ""),
    labels: pulumi.output({ ...source.labels }),
    hostKey: pulumi.output(source.hostKey),
  };
}

/** The same fields that the stack configuration gives for a plain host: empty ones are left out. */
function describe(
  name: HostName,
  {
    address,
    addresses,
    location,
    labels,
    port,
  }: Omit<Required<Host>, "name" | "role" | "version" | "adopt" | "releaseFirst">,
): Host {
  const others = addresses.filter((other) => other !== address);
  return {
    name,
    role: "agent",
    address,
    ...(port !== SSH_PORT && { port }),
    ...(location !== "" && { location }),
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(others.length > 0 && { addresses: others }),
  };
}
