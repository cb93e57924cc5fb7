import { parseAddress } from "./address";
import type { Branded } from "./branded";
import { isDnsName } from "./dnsName";
import { ValueError } from "./valueError";
import { parseWhitelistAddress } from "./whitelistAddress";

/**
 * Whom the host's own white list spares: an address or network of IPv4, one of IPv6, or a DNS name, in small letters, that
 * the host looks up by itself.
 */
export type HostListAddress = Branded<string, "host-list address">;

/** Shortest prefix of an IPv6 network: what a registry hands to a provider. */
const SHORTEST6 = 20;

/**
 * Makes one. Source: the stack configuration, key `hostWhitelist`.
 * @throws ValueError with what is wrong and what to write instead.
 */
export function parseHostListAddress(text: string): HostListAddress {
  if (isDnsName(text)) return text.toLowerCase() as HostListAddress;
  const range = parseAddress(text);
  if (range?.family !== 6 || !text.includes("/"))
    return parseWhitelistAddress(text) as string as HostListAddress;
  const refuse = (reason: string, instead: string): never => {
    throw new ValueError("whitelist-address", JSON.stringify(text), reason, instead);
  };
  if (range.prefix < SHORTEST6)
    return refuse("covers whole providers", `write a prefix of ${SHORTEST6} to 128`);
  if (/^::(?:ffff:)?/i.test(range.canonical))
    return refuse("is not a network of IPv6 hosts", "write the network of IPv4 that it stands for");
  if (range.canonical !== text.toLowerCase())
    return refuse(
      "has bits set beyond its prefix, or is not written in its short form",
      `write ${range.canonical}`,
    );
  return range.canonical as HostListAddress;
}

/** True for an entry that is a name. */
export function isListedName(address: HostListAddress): boolean {
  return isDnsName(address);
}
