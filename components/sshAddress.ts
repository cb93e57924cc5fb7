import { SERVER } from "../policy/model/keys/hetzner";

/** What Hetzner says of the addresses of a server. */
export interface ServerNetworks {
  /** Empty where it has none. */
  readonly ipv4Address: string;
  readonly networks?: readonly { readonly networkId?: number; readonly ip: string }[] | undefined;
}

/** How a server is to be reached. */
export interface Reach {
  readonly reach?: "public" | "private" | undefined;
  /** Which of its private networks. */
  readonly networkId?: number | undefined;
}

/** The address that SSH connects to, or the key of the server that is wrong, why, and what to write instead. */
export type SshAddress =
  | { readonly address: string }
  | { readonly key: "reach" | "networkId"; readonly reason: string; readonly instead: string };

/** Finds the address that SSH connects to. Hetzner lists networks in no certain order: of several, one must be named. */
export function sshAddress({ reach, networkId }: Reach, server: ServerNetworks): SshAddress {
  const networks = server.networks ?? [];
  if ((reach ?? SERVER.reach) === "public") {
    if (server.ipv4Address !== "") return { address: server.ipv4Address };
    return {
      key: "reach",
      reason: "has no public IPv4 address",
      instead:
        networks.length > 0
          ? "write reach: private"
          : "attach it to a network, and write reach: private",
    };
  }
  const named =
    networkId === undefined ? networks : networks.filter((one) => one.networkId === networkId);
  const [first, ...others] = named;
  if (first && others.length === 0) return { address: first.ip };
  const ids = networks
    .map((one) => one.networkId ?? "?")
    .sort()
    .join(", ");
  if (networks.length === 0)
    return {
      key: "reach",
      reason: "has no address in a private network",
      instead: "attach it to one, or leave reach out",
    };
  if (first)
    return {
      key: "networkId",
      reason: `is in several private networks (${ids})`,
      instead: "write networkId, one of them",
    };
  return {
    key: "networkId",
    reason: `is not in network ${networkId ?? ""}, only in ${ids}`,
    instead: "write networkId, one of those, or attach it",
  };
}

/**
 * The address that SSH connects to.
 * @param path of the server in the stack file, where it has one.
 * @throws Error that names a server which cannot be reached as its owner wants it.
 */
export function sshAddressOf(
  name: string,
  reach: Reach,
  server: ServerNetworks,
  path?: string,
): string {
  const found = sshAddress(reach, server);
  if ("address" in found) return found.address;
  const key = path === undefined ? "" : `${path}.${found.key}: `;
  throw new Error(`${key}server "${name}" ${found.reason}; ${found.instead}`);
}
