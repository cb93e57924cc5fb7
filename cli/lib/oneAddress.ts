import ipaddr from "ipaddr.js";

import { networkOf } from "../../policy/replay/judge/network";
import { UsageError } from "./exit";

/** What is blocked as a whole: /64 of IPv6, /24 of IPv4. */
const LENGTHS = { ipv6: 64, ipv4: 24 } as const;

/** One address, or one network of the length that block-ip blocks, in the spelling that logs use. @throws UsageError */
export function oneAddressOrNetwork(text: string): string {
  const [base = "", bits] = text.split("/");
  if (bits === undefined) return oneAddress(text);
  if (/^[0-9a-fA-F.:]+$/.test(base) && ipaddr.isValid(base)) {
    const first = ipaddr.parse(base);
    const network = `${first.toString()}/${LENGTHS[first.kind()]}`;
    if (String(LENGTHS[first.kind()]) === bits && networkOf(first.toString()) === network)
      return network;
  }
  throw new UsageError(
    `"${text}" is not a network that block-ip blocks; write its first address with /64, or /24 for IPv4, e.g. 2001:db8:5:6::/64`,
  );
}

/** True where the address is the one that is blocked, or is in the network that is. */
export function blocks(blocked: string, address: string): boolean {
  return blocked === address || (blocked.includes("/") && networkOf(address) === blocked);
}

/** One address in the spelling that logs use. @throws UsageError */
export function oneAddress(text: string): string {
  if (
    /^[0-9a-fA-F.:]+$/.test(text) &&
    ipaddr.isValid(text) &&
    (text.includes(":") || ipaddr.IPv4.isValidFourPartDecimal(text))
  ) {
    return ipaddr.process(text).toString();
  }
  throw new UsageError(
    `"${text}" is not a valid address; write one IPv4 or IPv6 address, e.g. 203.0.113.66`,
  );
}
