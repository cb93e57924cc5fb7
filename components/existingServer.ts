import * as hcloud from "@pulumi/hcloud";
import * as pulumi from "@pulumi/pulumi";

import type { FoundServer } from "./createdServer";
import type { ExistingServer, FoundAtHetzner } from "./hetznerSource";
import { inOneSentence } from "./late";
import { sshAddressOf } from "./sshAddress";

/** By what a server is looked up at Hetzner. */
export function lookedUpBy(
  name: string,
  { server, selector }: Pick<ExistingServer, "server" | "selector">,
): { withSelector: string } | { name: string } {
  return selector !== undefined ? { withSelector: selector } : { name: server ?? name };
}

/**
 * Looks a server up at Hetzner (one call, at every preview and up), where that was not done yet. It stays no resource of the
 * program, so nothing that the program does can delete it; where Hetzner itself does not protect it, a warning says so.
 */
export function lookUpServer(
  name: string,
  args: ExistingServer,
  parent: pulumi.Resource,
): FoundServer {
  const asked: pulumi.Output<unknown> = args.found
    ? pulumi.output<unknown>(args.found)
    : hcloud.getServerOutput(lookedUpBy(name, args), { parent });
  const found: pulumi.Output<unknown> = asked.apply((said) => {
    const server = said as FoundAtHetzner;
    if (!server.deleteProtection) {
      void pulumi.log.warn(
        `server "${server.name}" (${name}) has no delete protection at Hetzner; ` +
          "turn it on there: the program only looks the server up and cannot",
        parent,
      );
    }
    return server;
  });
  const of = <T>(ask: (server: FoundAtHetzner) => T): pulumi.Output<T> =>
    found.apply<T>(inOneSentence((server) => ask(server as FoundAtHetzner)));
  return {
    id: of(({ id }) => String(id)),
    address: of((server) => sshAddressOf(name, args, server)),
    addresses: of(({ ipv4Address, ipv6Address, networks }) =>
      [ipv4Address, ipv6Address, ...(networks ?? []).map(({ ip }) => ip)].filter(
        (address) => address !== "",
      ),
    ),
    location: of(({ location }) => location),
    labels: of(({ labels }) => ({ ...labels, ...args.labels })),
    hostKey: pulumi.output(args.hostKey),
  };
}
