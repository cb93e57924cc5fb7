/** A family of distributions: Debian's has apt and dpkg, Red Hat's dnf and rpm. */
export type Family = "debian" | "rhel";

/**
 * The family of an image, by the name that Hetzner gives it (`rocky-9`, `alma-10`, `centos-stream-9`). A snapshot is known by
 * its number, which says nothing: it is taken for Debian's.
 */
export function familyOf(image: string): Family {
  return /^(?:rocky|alma|almalinux|centos-stream|rhel)-/.test(image) ? "rhel" : "debian";
}

/**
 * The package of a tool that a response, or the installer on a host, needs; in Red Hat's family a path, which dnf takes as
 * well, where its package has another name from release to release. The same as scripts/host/common/11-family.sh says.
 */
const PACKAGES: ReadonlyMap<string, Readonly<Record<Family, readonly string[]>>> = new Map(
  Object.entries({
    nft: same("nftables"),
    ip: { debian: ["iproute2"], rhel: ["iproute"] },
    ss: { debian: ["iproute2"], rhel: ["iproute"] },
    iptables: { debian: ["iptables"], rhel: ["iptables-nft"] },
    jq: same("jq"),
    conntrack: { debian: ["conntrack"], rhel: ["conntrack-tools"] },
    logger: { debian: ["bsdutils"], rhel: ["util-linux"] },
    flock: same("util-linux"),
    awk: { debian: ["mawk"], rhel: ["gawk"] },
    // Each module of perl is a package of Red Hat's; scripts/host/common/modules.pl lists what is asked for.
    perl: {
      debian: ["perl-base"],
      rhel: ["perl-interpreter", "perl-IO", "perl-Socket"],
    },
    python3: same("python3"),
    // curl-minimal is there, and does not go with curl.
    curl: { debian: ["curl"], rhel: ["/usr/bin/curl"] },
    tar: same("tar"),
    pkill: { debian: ["procps"], rhel: ["procps-ng"] },
    ps: { debian: ["procps"], rhel: ["procps-ng"] },
    passwd: { debian: ["passwd"], rhel: ["/usr/bin/passwd"] },
    usermod: { debian: ["passwd"], rhel: ["shadow-utils"] },
    sha256sum: same("coreutils"),
    timeout: same("coreutils"),
  }),
);

function same(name: string): Readonly<Record<Family, readonly string[]>> {
  return { debian: [name], rhel: [name] };
}

/** The tools whose packages are known, for tests of what hosts say. */
export function knownTools(): readonly string[] {
  return [...PACKAGES.keys()];
}

/** Packages that bring the tools, each once, sorted; tools of no known package are left to {@link unknownTools}. */
export function packagesOf(tools: readonly string[], family: Family = "debian"): string[] {
  return [...new Set(tools.flatMap((tool) => PACKAGES.get(tool)?.[family] ?? []))].sort();
}

/** Tools whose package only the stack's owner knows; the installer refuses a host that lacks them. */
export function unknownTools(tools: readonly string[]): string[] {
  return tools.filter((tool) => !PACKAGES.has(tool)).sort();
}
