import { osMatch } from "../../../policy/wazuh/osMatch";

/** A white list as analysisd has loaded it. */
export interface WhiteList {
  /** Values that are compared as IPv4 addresses, as they stand in the file. */
  readonly addresses: readonly string[];
  /** All others: patterns on the text of the address. */
  readonly patterns: readonly string[];
}

const ADDRESS = /^!?\d{1,3}(\.\d{1,3}){3}(\/\d{1,2}(\d(\.\d{1,3}){3})?)?$/;

/** Whether a value is compared as an address; it may still be none (1237). */
export function looksLikeAddress(value: string): boolean {
  return ADDRESS.test(value);
}

/** Whether analysisd takes a value that looks like an address. */
export function isValidAddress(value: string): boolean {
  return network(value.replace(/^!/, "")) !== undefined;
}

/** Asks a list about the source of an event, as analysisd does before every active response. */
export function isWhiteListed(list: WhiteList, srcip: string): boolean {
  const ip = srcip.startsWith("::ffff:") ? srcip.slice(7) : srcip;
  if (list.addresses.length > 0 && foundIn(list.addresses, ip)) return true;
  return list.patterns.some((pattern) => osMatch(pattern)(ip));
}

/** As OS_IPFoundList: from the first `!` on the answer is turned round. */
function foundIn(addresses: readonly string[], ip: string): boolean {
  let found = true;
  const asked = number(ip);
  for (const value of addresses) {
    if (value.startsWith("!")) found = false;
    const net = network(value.replace(/^!/, ""));
    if (asked !== undefined && net && (asked & net.mask) >>> 0 === (net.base & net.mask) >>> 0)
      return found;
  }
  return !found;
}

function network(value: string): { base: number; mask: number } | undefined {
  const [address = "", suffix] = value.split("/");
  const base = number(address);
  const mask = suffix === undefined ? 0xffffffff : maskOf(suffix);
  return base === undefined || mask === undefined ? undefined : { base, mask };
}

function maskOf(suffix: string): number | undefined {
  if (suffix.includes(".")) return number(suffix);
  const bits = Number(suffix);
  if (bits > 32) return undefined;
  return bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
}

function number(address: string): number | undefined {
  const parts = address.split(".");
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255))
    return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}
