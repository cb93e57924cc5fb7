import { createHash } from "node:crypto";

import * as pulumi from "@pulumi/pulumi";

import type { HostBundle } from "../policy/rollout/fleetBundles";
import { noteFor } from "../policy/rollout/note";
import type { Connection } from "./connection";
import type { WazuhFleetArgs } from "./fleetArgs";
import type { HostStateArgs } from "./hostState";
import { isPlain, onValue } from "./onValue";

/** What is wanted of one host. */
export interface FleetNode extends HostStateArgs {
  /** Its bundle without a note, and the digest that it reports once it has applied it. */
  readonly wanted: pulumi.Output<HostBundle> | HostBundle;
}

/**
 * What is wanted of each host of a fleet, by its name. A host's bundle is rendered once, for all that is declared of it.
 * @throws RunError for a host without a connection.
 */
export function fleetNodes(args: WazuhFleetArgs): (host: string) => FleetNode {
  const { policy, connections, servers, serverIds, passedOver, note, sudo = false } = args;
  const { prune = true, removals, lastSent } = args;
  const nodes = new Map<string, FleetNode>();
  return (host) => {
    const known = nodes.get(host);
    if (known) return known;
    const connection = connections.get(host);
    if (connection === undefined) throw new pulumi.RunError(`no connection for host "${host}"`);
    const server = servers?.get(host)?.server;
    const serverId = serverIds?.get(host);
    const machine = machineOf(connection);
    const last = lastSent?.get(host);
    const wanted = policy.hostBundle(host);
    const made: FleetNode = {
      wanted,
      bundle: onValue(wanted, ({ bundle, digest }) => ({
        ...bundle,
        ...(machine !== undefined && { machine }),
        rollout: noteFor(digest, note?.now, note?.last[host]),
      })),
      connection,
      ...(last && { last }),
      sudo,
      ...(server && { server }),
      ...(serverId && { serverId }),
      held: passedOver?.reasons.has(host) ?? false,
      gone: passedOver?.gone.has(host) ?? false,
      sayLeft: prune && removals !== undefined && !removals.has(host),
    };
    nodes.set(host, made);
    return made;
  };
}

/** Stands for the pinned host key, where that is a plain value; a server that the program finds out is known by its id. */
function machineOf(connection: Connection): string | undefined {
  const { hostKey } = isPlain(connection) ? connection : {};
  if (typeof hostKey !== "string") return undefined;
  return createHash("sha256").update(hostKey).digest("hex").slice(0, 12);
}
