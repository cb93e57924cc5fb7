import { addressOf, isIn } from "./address";
import { embedded4 } from "./embedded";

/** The lists of a host as the kernel has them loaded: scripts/responses/why-listed.awk. */
export type HostLists = (address: string) => string;

/** One entry of the lists. */
export interface ListEntry {
  readonly network: string;
  readonly said: string;
  /** IPv4 addresses that an entry of IPv6 stands for. */
  readonly stands: readonly string[];
}

/**
 * Reads the lists that block-ip brings to a host (guarded-block-ip.nft).
 * @returns why an address is on them: `white list: NAME`, or what it is that may never be blocked; "" where it is not.
 */
export function readHostLists(nft: string): HostLists {
  const entries = entriesOf(nft);
  const exact = new Map<string, number>();
  const wide: number[] = [];
  entries.forEach(({ network, stands }, i) => {
    for (const address of network.includes("/") ? stands : [addressOf(network), ...stands])
      if (!exact.has(address)) exact.set(address, i);
    if (network.includes("/")) wide.push(i);
  });
  return (address) => {
    const alone = exact.get(address) ?? Infinity;
    // The first entry that holds it decides, as a host reads the file from its top.
    const network =
      wide.find((i) => i < alone && isIn(address, entries[i]?.network ?? "")) ?? alone;
    return entries[network]?.said ?? "";
  };
}

/** The entries of the lists that block-ip brings to a host, in their order. */
export function entriesOf(nft: string): readonly ListEntry[] {
  const entries: ListEntry[] = [];
  let inside = false;
  for (const line of nft.split("\n")) {
    if (/whitelist[46] \{$/.test(line)) {
      inside = true;
      continue;
    }
    if (line === "}") inside = false;
    if (!inside) continue;
    const network = line.replace(/,.*/, "").replace(/^ */, "");
    const label = line.replace(/^[^#]*# /, "");
    const never = /^never: (.*)$/.exec(label)?.[1];
    const stands = /^(?:64:ff9b:|200[12]:|::)/.test(network) ? embedded4(network) : [];
    entries.push({ network, said: never ?? `white list: ${label}`, stands });
  }
  return entries;
}
