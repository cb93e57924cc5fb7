import { parseAddress, prefixOfNetmask, type Address } from "./address";
import type { Branded } from "./branded";
import { ValueError } from "./valueError";

/**
 * An address of the white list: one IPv4 address, an IPv4 network (`10.0.0.0/8`), or one IPv6 address, spelled as logs
 * spell it. Wazuh compares nothing else as an address.
 */
export type WhitelistAddress = Branded<string, "white-list address">;

/**
 * Makes an address of the white list. Source: the stack configuration, key `whitelist`; `<white_list>` of an ossec.conf;
 * addresses of the fleet's own servers.
 * @throws ValueError with what Wazuh would do with the text.
 */
export function parseWhitelistAddress(text: string): WhitelistAddress {
  const wrong = whyNot(text);
  if (wrong === undefined) return text as WhitelistAddress;
  throw new ValueError("whitelist-address", JSON.stringify(text), ...wrong);
}

/** The range that an address of the white list covers. */
export function rangeOf(address: WhitelistAddress): Address {
  return parseAddress(address) as Address;
}

type Wrong = readonly [reason: string, instead: string];

/** What is wrong with a text that Wazuh would not compare as one address or one IPv4 network, and what to write instead. */
function whyNot(address: string): Wrong | undefined {
  const range = parseAddress(address);
  if (!range) return unread(address);
  if (range.family === 6 && address.includes("/")) {
    return [
      "is an IPv6 network; Wazuh compares it as text that no address contains, so it protects nothing",
      "write each IPv6 address on its own",
    ];
  }
  if (range.prefix === 0 || address === "0.0.0.0") {
    return [
      "covers every address; no response with a source address would ever run",
      "write the networks that are yours",
    ];
  }
  if (range.family === 6 && /^::ffff:/i.test(range.canonical)) {
    return [
      "is an IPv4-mapped IPv6 address; Wazuh compares it without the prefix ::ffff:",
      "write the IPv4 address",
    ];
  }
  if (range.family === 4 && range.canonical !== address) {
    return [
      "has bits set beyond its prefix, so it is unclear what is meant",
      `write ${range.canonical} for the network, or ${address.split("/")[0] ?? ""} for the host`,
    ];
  }
  if (range.family === 6 && range.canonical !== address.toLowerCase()) {
    return [
      "is not written as logs write it, and Wazuh compares IPv6 addresses character by character",
      `write ${range.canonical}`,
    ];
  }
  return undefined;
}

function unread(address: string): Wrong {
  if (address.trim() === "") {
    return [
      "is empty; Wazuh would match every source address with it",
      "write an address, or remove the entry",
    ];
  }
  if (address !== address.trim()) {
    return ["has blanks around it, which Wazuh keeps", `write ${address.trim()}`];
  }
  const [base, mask, more] = address.split("/");
  if (mask !== undefined && more === undefined && mask.includes(".")) {
    const prefix = prefixOfNetmask(mask);
    const network = prefix === undefined ? undefined : parseAddress(`${base ?? ""}/${prefix}`);
    return [
      "is written with a netmask, which the host's own list cannot express",
      network ? `write ${network.canonical}` : "write a.b.c.d/nn with a prefix of 1 to 32",
    ];
  }
  if (address.startsWith("!")) {
    return [
      "is a negation; Wazuh would match every other address with it",
      "write the addresses that must not be blocked",
    ];
  }
  if (/[,; ]/.test(address)) {
    return [
      "contains several addresses; Wazuh compares them as one text that never matches",
      "write one entry for each",
    ];
  }
  if (address.includes("%")) {
    return [
      "contains an interface, so no address can be compared with it",
      "write the address without % and what follows",
    ];
  }
  if (base !== undefined && mask !== undefined && parseAddress(base)) {
    return [
      "is not a valid IPv4 network; wazuh-analysisd does not start with it",
      "write a prefix of 1 to 32",
    ];
  }
  if (/^[\d.]+$/.test(address)) {
    return [
      "is not a complete IPv4 address; Wazuh searches for it as text, so 10.0.0. also matches 110.0.0.5",
      "write four numbers of 0 to 255 without leading zeros, or a network as 10.0.0.0/24",
    ];
  }
  return [
    "is not a valid address; Wazuh compares it as text, and events carry addresses, not names",
    "write the address of that name",
  ];
}
