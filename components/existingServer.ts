import * as hcloud from "@pulumi/hcloud";
import * as pulumi from "@pulumi/pulumi";

import { sshAddress, type FoundServer } from "./createdServer";
import type { ExistingServer } from "./hetznerSource";

/**
 * Looks a server up at Hetzner (one call, at every preview and up). It stays no resource of the program, so nothing
 * that the program does can delete it; where Hetzner itself does not protect it, a warning says so.
 */
export function lookUpServer(
  name: string,
  args: ExistingServer,
  parent: pulumi.Resource,
): FoundServer {
  const by =
    args.selector !== undefined ? { withSelector: args.selector } : { name: args.server ?? name };
  const found = hcloud.getServerOutput(by, { parent }).apply((server) => {
    if (!server.deleteProtection) {
      void pulumi.log.warn(
        `server "${server.name}" (${name}) has no delete protection at Hetzner; ` +
          "turn it on there: the program only looks the server up and cannot",
        parent,
      );
    }
    return server;
  });
  const privateIps = found.apply(({ networks }) => (networks ?? []).map(({ ip }) => ip));
  return {
    id: found.apply(({ id }) => String(id)),
    address: pulumi
      .all([found.ipv4Address, privateIps])
      .apply(([v4, own]) => sshAddress(name, args.reach, v4, own)),
    addresses: pulumi
      .all([found.ipv4Address, found.ipv6Address, privateIps])
      .apply(([v4, v6, own]) => [v4, v6, ...own].filter((address) => address !== "")),
    location: found.location,
    labels: found.labels.apply((labels) => ({ ...labels, ...args.labels })),
    hostKey: pulumi.output(args.hostKey),
  };
}
