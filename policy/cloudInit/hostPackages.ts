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
