import { hostsOf, type Fleet } from "../model/fleet";
import { parseVersion, type WazuhVersion } from "../wazuh/versions/wazuhVersion";
import type { Deployed } from "./deployed";

/**
 * Which Wazuh a host runs, as far as it is known without asking it: what the stack says, else what it said at its last apply.
 * @returns gives the version by the name of a host; undefined where nothing is known.
 */
export function versionsOf(
  fleet: Fleet,
  before: Deployed | undefined,
): (host: string) => WazuhVersion | undefined {
  const written = new Map(hostsOf(fleet).map(({ name, version }) => [name as string, version]));
  return (host) => {
    const known = written.get(host) ?? before?.versions?.get(host);
    return known === undefined ? undefined : parseVersion(known);
  };
}
