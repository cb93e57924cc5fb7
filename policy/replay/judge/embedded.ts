import { dotted, hex6 } from "./address";

/** The IPv4 addresses that an IPv6 address may stand for, as scripts/responses/embedded.awk reads them. */
export function embedded4(address: string): readonly string[] {
  if (!address.includes(":")) return [];
  const hex = hex6(address);
  // IPv4-compatible, and "translated" by SIIT.
  if (/^0{16}(?:00000000|ffff0000)/.test(hex)) return [dotted(hex, 24)];
  // 6to4.
  if (hex.startsWith("2002")) return [dotted(hex, 4)];
  // The client of Teredo, each bit turned round.
  if (hex.startsWith("20010000")) return [dotted(turned(hex.slice(24)), 0)];
  // NAT64.
  if (hex.startsWith("0064ff9b0000000000000000")) return [dotted(hex, 24)];
  // NAT64 of one's own: how long its prefix is its operator chooses.
  if (!hex.startsWith("0064ff9b0001") || hex.slice(16, 18) !== "00") return [];
  const found: string[] = [];
  if (hex.endsWith("0000000000")) found.push(dotted(hex.slice(12, 16) + hex.slice(18, 22), 0));
  if (hex.endsWith("00000000")) found.push(dotted(hex.slice(14, 16) + hex.slice(18, 24), 0));
  if (hex.endsWith("000000")) found.push(dotted(hex, 18));
  found.push(dotted(hex, 24));
  return found.filter((one) => !one.startsWith("0."));
}

function turned(hex: string): string {
  return hex.replace(/./g, (c) => (15 - Number.parseInt(c, 16)).toString(16));
}
