import ipaddr from "ipaddr.js";

import { hostsOf, type Fleet } from "./fleet";
import type { Policy } from "./policy";
import type { WhitelistEntry } from "./whitelist";
import { parseWhitelistAddress, type WhitelistAddress } from "./whitelistAddress";

/** Begins the name of an entry that the fleet itself put on the list. */
export const FLEET_ENTRY = "fleet-";

/**
 * Puts the exact addresses of the fleet's own servers on the white list, so that nobody has to cover them by a network
 * that strangers share. Entries that stand there stay first; an address that is on the list already, or inside an IPv4
 * network that is on it for good and everywhere, is not added (at 1,000 hosts, each host's list would have 1,000 lines
 * that a tailnet's one says too); the fleet's entries come last, in the order of their names, so that one stack and several that share a fleet
 * have the same list. Names (DNS) and addresses that are not known yet are passed over. Twice is the same as once.
 */
export function withFleetAddresses(policy: Policy, fleet: Fleet): Policy {
  const listed = new Set(policy.whitelist.map(({ address }) => address));
  const networks = policy.whitelist.flatMap(lastingNetwork);
  const added: WhitelistEntry[] = [];
  for (const { address, owner } of ownAddresses(fleet)) {
    if (listed.has(address) || networks.some((network) => holds(network, address))) continue;
    listed.add(address);
    added.push({
      address,
      name: `${FLEET_ENTRY}${owner}-${address}`,
      reason: `an address of ${owner}, a server of the fleet itself`,
    });
  }
  const isOurs = ({ name }: WhitelistEntry): boolean => name.startsWith(FLEET_ENTRY);
  const given = policy.whitelist.filter((entry) => !isOurs(entry));
  const ours = [...policy.whitelist.filter(isOurs), ...added];
  return { ...policy, whitelist: [...given, ...ours.sort((a, b) => (a.name < b.name ? -1 : 1))] };
}

/** An IPv4 network on every host's list for good; Wazuh itself compares no network of IPv6. */
function lastingNetwork(entry: WhitelistEntry): [ipaddr.IPv4, number][] {
  const { address, expires, location } = entry;
  return expires === undefined && location === undefined && ipaddr.IPv4.isValidCIDR(address)
    ? [ipaddr.IPv4.parseCIDR(address)]
    : [];
}

function holds(network: [ipaddr.IPv4, number], address: string): boolean {
  return ipaddr.IPv4.isValid(address) && ipaddr.IPv4.parse(address).match(network);
}

function ownAddresses(fleet: Fleet): readonly { address: WhitelistAddress; owner: string }[] {
  const owners: { owner: string; all: readonly string[] }[] = hostsOf(fleet).map(
    ({ name, address, addresses }) => ({
      owner: name,
      all: [address, ...(addresses ?? [])],
    }),
  );
  if (fleet.bastion !== undefined) owners.push({ owner: "bastion", all: [fleet.bastion] });
  return owners.flatMap(({ owner, all }) =>
    all.flatMap(exactAddress).map((address) => ({ owner, address })),
  );
}

/** The address in the spelling that logs use, or nothing where the text is not an address by which others see a host. */
function exactAddress(text: string): WhitelistAddress[] {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return [];
  const address = ipaddr.parse(text);
  return HIDDEN.has(address.range()) || text.includes("%")
    ? []
    : [parseWhitelistAddress(address.toString())];
}

const HIDDEN: ReadonlySet<string> = new Set([
  "loopback",
  "unspecified",
  "linkLocal",
  "ipv4Mapped",
  "multicast",
  "broadcast",
]);
