import type { HostChange } from "./plan";

/** Hosts that go through the same, told as one. */
export interface SameHosts {
  readonly hosts: readonly string[];
  readonly change: HostChange;
}

/** Groups the hosts of a plan by what they go through, in the order of their first one; hosts without a change are left out. */
export function sameHosts(hosts: readonly HostChange[]): readonly SameHosts[] {
  const groups = new Map<string, { hosts: string[]; change: HostChange }>();
  for (const change of hosts) {
    if (change.change === "same") continue;
    const key = JSON.stringify({ ...change, host: "" });
    const group = groups.get(key);
    if (group) group.hosts.push(change.host);
    else groups.set(key, { hosts: [change.host], change });
  }
  return [...groups.values()];
}

/** Names a list of hosts or agents in few words: `gitlab, runner and 98 more (100)`. */
export function nameHosts(names: readonly string[], most = 4): string {
  if (names.length <= most) return names.join(", ");
  return `${names.slice(0, most - 1).join(", ")} and ${names.length - most + 1} more (${names.length})`;
}
