import * as pulumi from "@pulumi/pulumi";

import type { StackInput } from "../policy/model/stack";
import type { Role } from "../policy/model/fleet";
import type { Connection } from "../components/connection";
import { HostSecret } from "../components/hostSecret";
import type { FleetNames, WazuhFleetArgs } from "../components/fleetArgs";
import { SSH } from "../policy/model/keys/ssh";

/** Places the secret files of a stack on those of its hosts that this stack rolls out. */
export function placeSecrets(
  { secrets = [], ssh }: StackInput,
  { master, workers, agents }: FleetNames,
  connections: ReadonlyMap<string, Connection>,
  { servers, serverIds }: Pick<WazuhFleetArgs, "servers" | "serverIds">,
): void {
  const roles = new Map<string, Role>([
    ...(master ? [[master.name, "master"] as const] : []),
    ...workers.map(({ name }) => [name, "worker"] as const),
    ...agents.map(({ name }) => [name, "agent"] as const),
  ]);
  for (const { hosts, path, content, owner, group } of secrets) {
    for (const name of hosts) {
      const [role, connection] = [roles.get(name), connections.get(name)];
      // A host of another stack gets its secrets there.
      if (role === undefined || connection === undefined) continue;
      const [made, serverId] = [servers?.get(name), serverIds?.get(name)];
      new HostSecret(`${name}${path.replaceAll("/", "-")}`, {
        host: { name, role },
        path,
        content: pulumi.secret(content),
        connection,
        sudo: ssh.sudo ?? SSH.sudo,
        ...(made && { made }),
        ...(serverId && { serverId }),
        ...(owner !== undefined && { owner }),
        ...(group !== undefined && { group }),
      });
    }
  }
}
