import { parseAddress, prefixOfNetmask } from "../../model/address";
import { finding, type Finding } from "../../model/finding";
import type { Check } from "../check";
import { entryPath } from "./entries";

/** Is each entry something that Wazuh compares as an address, and not as a pattern? */
export const addressForm: Check = ({ policy }) =>
  policy.whitelist.flatMap((entry, i) => judge(entry.address, `${entryPath(entry, i)}.address`));

const CODE = "whitelist-address";

function judge(address: string, path: string): Finding[] {
  const range = parseAddress(address);
  const wrong = (reason: string, instead: string): Finding[] => [
    finding("error", CODE, path, JSON.stringify(address), reason, instead),
  ];
  if (!range) return wrong(...unread(address));
  if (range.family === 6 && address.includes("/")) {
    return wrong(
      "is an IPv6 network; Wazuh takes it as a piece of text that no address holds, so it protects nothing",
      "write each IPv6 address on its own",
    );
  }
  if (range.prefix === 0 || address === "0.0.0.0") {
    return wrong(
      "covers every address; no response with a source address would ever run",
      "write the networks that are yours",
    );
  }
  if (range.family === 6 && /^::ffff:/i.test(range.canonical)) {
    return wrong(
      "is an IPv4 address in IPv6 clothes; Wazuh compares it without the prefix ::ffff:",
      "write the IPv4 address",
    );
  }
  if (range.family === 4 && range.canonical !== address) {
    return wrong(
      "has bits set behind its prefix, so that it is not clear what is meant",
      `write ${range.canonical} for the network, or ${address.split("/")[0] ?? ""} for the host`,
    );
  }
  if (range.family === 6 && range.canonical !== address.toLowerCase()) {
    return wrong(
      "is not spelled as logs spell it, and Wazuh compares IPv6 addresses letter by letter",
      `write ${range.canonical}`,
    );
  }
  if (range.family === 6 && /^fe[89ab]/i.test(address)) {
    return [
      finding(
        "warning",
        CODE,
        path,
        JSON.stringify(address),
        "is a link-local address; logs write it with its interface (fe80::1%eth0), which this entry does not match",
        "use a global or unique local address of that host",
      ),
    ];
  }
  return [];
}

function unread(address: string): [reason: string, instead: string] {
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
      "is written with a netmask, which the host's own list cannot hold",
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
      "holds several addresses; Wazuh takes them as one piece of text that never matches",
      "write one entry for each",
    ];
  }
  if (address.includes("%")) {
    return [
      "has an interface in it, by which no address can be compared",
      "write the address without % and what follows",
    ];
  }
  if (base !== undefined && mask !== undefined && parseAddress(base)) {
    return [
      "is no IPv4 network; wazuh-analysisd does not start with it",
      "write a prefix of 1 to 32",
    ];
  }
  if (/^[\d.]+$/.test(address)) {
    return [
      "is no whole IPv4 address; Wazuh takes it as a piece of text, so that 10.0.0. matches 110.0.0.5 too",
      "write four numbers of 0 to 255 without leading zeros, or a network as 10.0.0.0/24",
    ];
  }
  return [
    "is no address; Wazuh takes it as a piece of text, and events carry addresses, not names",
    "write the address that the name stands for",
  ];
}
