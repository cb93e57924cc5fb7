import ipaddr from "ipaddr.js";

/** An address or network as the range that it covers. IPv4 of `1.2.3.4` and `1.2.3.0/24`, IPv6 of `2001:db8::1`. */
export interface Address {
  readonly family: 4 | 6;
  /** First and last address, as numbers. */
  readonly first: bigint;
  readonly last: bigint;
  /** Length of the prefix: 32 or 128 for one address. */
  readonly prefix: number;
  /** The spelling that logs use; a network without host bits. */
  readonly canonical: string;
}

/** Reads an address or a network in CIDR form; undefined for anything else (names, netmasks, short forms, zones). */
export function parseAddress(text: string): Address | undefined {
  const [base, length, more] = text.split("/");
  if (base === undefined || more !== undefined || /[^0-9a-fA-F.:]/.test(base)) return undefined;
  const family = base.includes(":") ? 6 : 4;
  if (family === 4 ? !ipaddr.IPv4.isValidFourPartDecimal(base) : !ipaddr.IPv6.isValid(base)) {
    return undefined;
  }
  const bits = family === 4 ? 32 : 128;
  if (length !== undefined && !/^(?:0|[1-9]\d{0,2})$/.test(length)) return undefined;
  const prefix = length === undefined ? bits : Number(length);
  if (prefix > bits) return undefined;
  const at = ipaddr
    .parse(base)
    .toByteArray()
    .reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const size = 1n << BigInt(bits - prefix);
  const first = at - (at % size);
  const start = spell(first, family);
  return {
    family,
    first,
    last: first + size - 1n,
    prefix,
    canonical: length === undefined ? start : `${start}/${prefix}`,
  };
}

/** True where every address of `inner` is in `outer`. */
export function covers(outer: Address, inner: Address): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** The prefix of an IPv4 netmask (`255.255.0.0` is 16); undefined where it is none. */
export function prefixOfNetmask(mask: string): number | undefined {
  if (!ipaddr.IPv4.isValidFourPartDecimal(mask)) return undefined;
  return ipaddr.IPv4.parse(mask).prefixLengthFromSubnetMask() ?? undefined;
}

function spell(value: bigint, family: 4 | 6): string {
  const count = family === 4 ? 4 : 16;
  const bytes = Array.from({ length: count }, (_, i) =>
    Number((value >> BigInt(8 * (count - 1 - i))) & 255n),
  );
  return ipaddr.fromByteArray(bytes).toString();
}
