import * as pulumi from "@pulumi/pulumi";

import type { HostBundle } from "../policy/rollout/fleetBundles";
import { noteFor } from "../policy/rollout/note";
import type { WazuhFleetArgs } from "./fleetArgs";
import type { HostStateArgs } from "./hostState";
import { onValue } from "./onValue";

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
  const { prune = true, removals } = args;
  const nodes = new Map<string, FleetNode>();
  return (host) => {
    const known = nodes.get(host);
    if (known) return known;
    const connection = connections.get(host);
    if (connection === undefined) throw new pulumi.RunError(`no connection for host "${host}"`);
    const server = servers?.get(host)?.server;
    const serverId = serverIds?.get(host);
    const wanted = policy.hostBundle(host);
    const made: FleetNode = {
      wanted,
      bundle: onValue(wanted, ({ bundle, digest }) => ({
        ...bundle,
        rollout: noteFor(digest, note?.now, note?.last[host]),
      })),
      connection,
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
