import ipaddr from "ipaddr.js";

import { ACTIVE_RESPONSE } from "../../model/hostPaths";
import { hostsOf, type Fleet } from "../../model/fleet";
import { FLEET_ENTRY } from "../../model/fleetWhitelist";
import type { Policy } from "../../model/policy";
import { inTable } from "./hostList";

/** The host's white list and our table, for nft; block-ip reads the entries too. Loading it again lifts no block. */
export const BLOCK_LISTS = `${ACTIVE_RESPONSE}/guarded-block-ip.nft`;
/** Our table, as nft names it. */
export const BLOCK_TABLE = "inet wazuh_active_response";

interface Entry {
  readonly address: string;
  /** What follows the entry in the file: the name, or `never: WHAT` for an address that is refused. */
  readonly label: string;
}

/**
 * Renders our nftables table: idempotent, the white list replaced, the blocked addresses left alone. Before conntrack,
 * in every direction: connections that were there before the block end with it.
 */
export function renderBlockLists(policy: Policy, fleet: Fleet): string {
  const entries = firstOfEach([
    ...neverBlocked(fleet),
    ...(policy.neverBlock ?? []).map(({ address, name }) => ({
      address,
      label: `never: ${plain(name)}`,
    })),
    ...whitelisted(policy),
    ...inTable(policy).map(({ address, name }) => ({ address, label: plain(name) })),
  ]);
  const of = (family: "ipv4" | "ipv6"): readonly Entry[] =>
    entries.filter(({ address }) => familyOf(address) === family);
  return [
    "# Rendered; edit the stack, not this file. Loading it again changes the white list and lifts no block.",
    `add table ${BLOCK_TABLE}`,
    set("whitelist4", "ipv4_addr", "interval; auto-merge"),
    set("whitelist6", "ipv6_addr", "interval; auto-merge"),
    set("blocked4", "ipv4_addr", "timeout"),
    set("blocked6", "ipv6_addr", "timeout"),
    set("networks4", "ipv4_addr", "timeout"),
    set("networks6", "ipv6_addr", "timeout"),
    `flush set ${BLOCK_TABLE} whitelist4`,
    `flush set ${BLOCK_TABLE} whitelist6`,
    ...elements("whitelist4", of("ipv4")),
    ...elements("whitelist6", of("ipv6")),
    ...chain("input", ["saddr"]),
    ...chain("forward", ["saddr", "daddr"]),
    ...chain("output", ["daddr"]),
    "",
  ].join("\n");
}

/** Names in the fleet's addresses of manager and bastion: only the host itself can tell what they stand for. */
export function managerNames(fleet: Fleet): readonly string[] {
  const names = addressesOfManagers(fleet).map(({ address }) => address);
  return [...new Set(names.filter((name) => familyOf(name) === undefined))];
}

function neverBlocked(fleet: Fleet): readonly Entry[] {
  return addressesOfManagers(fleet).filter(({ address }) => familyOf(address) !== undefined);
}

function addressesOfManagers(fleet: Fleet): readonly Entry[] {
  const managers = hostsOf(fleet).filter(({ role }) => role !== "agent");
  return [
    ...managers.flatMap(({ name, address, addresses }) =>
      [address, ...(addresses ?? [])].map((one) => ({
        address: one,
        label: `never: manager ${name}`,
      })),
    ),
    ...(fleet.bastion === undefined ? [] : [{ address: fleet.bastion, label: "never: bastion" }]),
  ];
}

function whitelisted(policy: Policy): readonly Entry[] {
  return policy.whitelist.map(({ address, name }) => ({
    address,
    // The fleet's own entries end with their address, which comes before it: in a large fleet they are most of the file.
    label: plain(withoutAddress(name, address)),
  }));
}

function plain(name: string): string {
  return name.replace(/[^ -~]|#/g, "?");
}

function withoutAddress(name: string, address: string): string {
  const end = `-${address}`;
  return name.startsWith(FLEET_ENTRY) && name.endsWith(end) ? name.slice(0, -end.length) : name;
}

function firstOfEach(entries: readonly Entry[]): readonly Entry[] {
  const byAddress = new Map<string, Entry>();
  for (const entry of entries)
    if (!byAddress.has(entry.address)) byAddress.set(entry.address, entry);
  return [...byAddress.values()];
}

function familyOf(address: string): "ipv4" | "ipv6" | undefined {
  const host = address.split("/")[0] ?? "";
  return ipaddr.isValid(host) ? ipaddr.parse(host).kind() : undefined;
}

function set(name: string, type: string, flags: string): string {
  return `add set ${BLOCK_TABLE} ${name} { type ${type}; flags ${flags}; }`;
}

function elements(name: string, entries: readonly Entry[]): string[] {
  if (entries.length === 0) return [];
  const lines = entries.map(({ address, label }) => `  ${address}, # ${label}`);
  return [`add element ${BLOCK_TABLE} ${name} {`, ...lines, "}"];
}

/** What is left of an address when its network is looked for: sets of whole networks have their first addresses. */
const NETWORK_MASKS = { "4": "255.255.255.0", "6": "ffff:ffff:ffff:ffff::" } as const;

/**
 * The blocked addresses come first: a packet of nobody's that is blocked, so nearly every one, costs one look into a hash.
 * What the white list has at either end passes.
 */
function chain(hook: string, sides: readonly ("saddr" | "daddr")[]): string[] {
  const rules = (["blocked", "networks"] as const).flatMap((name) =>
    (["4", "6"] as const).flatMap((v) => {
      const ip = v === "4" ? "ip" : "ip6";
      const mask = name === "networks" ? ` & ${NETWORK_MASKS[v]}` : "";
      return sides.map((side, i) => {
        const white = [side, ...sides.slice(0, i)].map((end) => `${ip} ${end} != @whitelist${v}`);
        return `add rule ${BLOCK_TABLE} ${hook} ${ip} ${side}${mask} @${name}${v} ${white.join(" ")} drop`;
      });
    }),
  );
  return [
    `add chain ${BLOCK_TABLE} ${hook} { type filter hook ${hook} priority -300; policy accept; }`,
    `flush chain ${BLOCK_TABLE} ${hook}`,
    ...rules,
  ];
}
