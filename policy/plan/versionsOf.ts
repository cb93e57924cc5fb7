import { hostsOf, type Fleet } from "../model/fleet";
import { isSameVersion, parseVersion, type WazuhVersion } from "../wazuh/versions/wazuhVersion";

/** Which Wazuh hosts ran at their last apply, by name and by their own words: `4.12.0`. */
export type RanVersions = ReadonlyMap<string, string>;

/**
 * Which Wazuh a host runs, as far as it is known without asking it: what the stack says, else what it said at its last apply.
 * @returns gives the version by the name of a host; undefined where nothing is known.
 */
export function versionsOf(
  fleet: Fleet,
  ran: RanVersions | undefined,
): (host: string) => WazuhVersion | undefined {
  const written = new Map(hostsOf(fleet).map(({ name, version }) => [name as string, version]));
  return (host) => {
    const known = written.get(host) ?? ran?.get(host);
    return known === undefined ? undefined : parseVersion(known);
  };
}

/** A sentence for each host whose version in the stack is not what it said at its last apply: lint goes by the stack. */
export function staleVersions(fleet: Fleet, ran: RanVersions | undefined): readonly string[] {
  return hostsOf(fleet).flatMap(({ name, version: text }) => {
    const said = ran?.get(name);
    const [written, known] = [text, said].map((one) => parseVersion(one ?? ""));
    if (!written || !known || isSameVersion(written, known)) return [];
    return [
      `${name}: the stack says version ${text ?? ""}, and the host said ${said ?? ""} at its last apply; correct it, or leave it out`,
    ];
  });
}
