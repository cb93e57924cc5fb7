import { actsOn } from "../model/kinds/traitsOf";
import { hostOf } from "../model/parseFleet";
import type { Policy } from "../model/policy";
import type { WrittenHost } from "../model/written";
import { renderHost } from "../render/renderHost";
import { isPlacedOn } from "../render/responses/index";

/** What a new server needs for the responses that are placed on it. */
export interface ServerNeeds {
  /** Debian packages. */
  readonly packages: readonly string[];
  /** auditd reports every program that starts: a process can be ended only when its start was seen. */
  readonly audit: boolean;
}

/**
 * Finds what the responses placed on a host need there.
 * @throws ValueError where Wazuh gives no host such a name.
 * @param more packages that the stack's owner adds, for tools of scripts of their own.
 */
export function serverNeeds(
  policy: Policy,
  written: WrittenHost,
  more: readonly string[] = [],
): ServerNeeds {
  const host = hostOf(written);
  // Tools depend on the responses alone; the rest of the fleet may not exist yet.
  const { tools } = renderHost(policy, { master: host, workers: [], agents: [] }, host);
  return {
    packages: [...new Set([...packagesOf(tools), ...more])].sort(),
    audit: policy.responses.some(
      (response) => actsOn(response, "process") && isPlacedOn(response, host),
    ),
  };
}

/** Debian's package for a tool that a response needs; what is not here belongs to every installation. */
const PACKAGES: ReadonlyMap<string, string> = new Map([
  ["nft", "nftables"],
  ["ip", "iproute2"],
  ["iptables", "iptables"],
  ["jq", "jq"],
  ["conntrack", "conntrack"],
  ["logger", "bsdutils"],
  ["awk", "mawk"],
  ["perl", "perl-base"],
  ["python3", "python3"],
  ["curl", "curl"],
  ["ss", "iproute2"],
  ["pkill", "procps"],
  ["ps", "procps"],
  ["passwd", "passwd"],
  ["usermod", "passwd"],
]);

/** Debian packages that bring the tools; tools of no known package are left to {@link unknownTools}. */
export function packagesOf(tools: readonly string[]): string[] {
  return [...new Set(tools.flatMap((tool) => PACKAGES.get(tool) ?? []))].sort();
}

/** Tools whose package only the stack's owner knows; the installer refuses a host that lacks them. */
export function unknownTools(tools: readonly string[]): string[] {
  return tools.filter((tool) => !PACKAGES.has(tool)).sort();
}
