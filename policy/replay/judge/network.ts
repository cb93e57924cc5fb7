import { addressOf, hex6, isIn, number4, within6 } from "./address";
import { embedded4 } from "./embedded";
import type { ListEntry } from "./listed";

/** Why a network may not be blocked, by the lists of a host; "" where it may: scripts/responses/why-network.awk. */
export type NetworkLists = (address: string) => string;

/** The network of an address, /64 of IPv6 and /24 of IPv4, as scripts/responses/networks.awk spells it. */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address.replace(/\d+$/, "0/24");
  const groups = hex6(address).slice(0, 16).match(/.{4}/g) ?? [];
  return `${addressOf(`${groups.join(":")}::`)}/64`;
}

/** Networks whose answer is remembered. */
const KEPT = 20_000;

/** Asks these lists about networks. */
export function networkListsOf(entries: readonly ListEntry[]): NetworkLists {
  const known = new Map<string, string>();
  return (address) => {
    const network = networkOf(address);
    const held = embedded4(address);
    // Which addresses an IPv6 address holds decides by its network alone, but for those of NAT64 of one's own.
    if (held.length > 0 && !hex6(address).startsWith("2002"))
      return "holds IPv4 addresses of others";
    let why = known.get(network);
    if (why === undefined) {
      const entry = entries.find(
        ({ network: one, stands }) =>
          overlap(network, one) ||
          (!network.includes(":") && stands.some((four) => overlap(network, four))),
      );
      why = entry === undefined ? "" : `holds ${entry.network}: ${entry.said}`;
      if (known.size >= KEPT) known.clear();
      known.set(network, why);
    }
    return why;
  };
}

/** True where a network and an address or another network have an address in common. */
export function overlap(network: string, entry: string): boolean {
  if (network.includes(":") !== entry.includes(":")) return false;
  const [base = "", bits] = network.split("/");
  const [of = "", length = "128"] = entry.split("/");
  const shorter = Math.min(Number(bits), Number(length));
  return base.includes(":")
    ? within6(hex6(of), hex6(base), shorter)
    : number4(of) >= 0 && isIn(of, `${base}/${shorter}`);
}
