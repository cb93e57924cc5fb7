import ipaddr from "ipaddr.js";

import type { Policy } from "../../model/policy";
import { ACTIVE_RESPONSE } from "../../model/executables";

/** The host's copy of the white list and our table: loading it again lifts no block. */
export const BLOCK_LISTS = `${ACTIVE_RESPONSE}/block-ip.nft`;

/** Renders our nftables table: idempotent, the white list replaced, the blocked addresses left alone. */
export function renderBlockLists(policy: Policy): string {
  const table = "inet wazuh_active_response";
  const of = (family: "ipv4" | "ipv6"): string[] =>
    policy.whitelist
      .filter(({ address }) => ipaddr.parse(address.split("/")[0] ?? "").kind() === family)
      .map(
        ({ address, name }) =>
          `add element ${table} whitelist${family === "ipv4" ? 4 : 6} { ${address} } # ${name}`,
      );
  const set = (name: string, type: string, flags: string): string =>
    `add set ${table} ${name} { type ${type}; flags ${flags}; }`;
  const chain = (hook: string): string[] => [
    `add chain ${table} ${hook} { type filter hook ${hook} priority -300; policy accept; }`,
    `flush chain ${table} ${hook}`,
    ...(["4", "6"] as const).flatMap((v) => {
      const source = `add rule ${table} ${hook} ${v === "4" ? "ip" : "ip6"} saddr`;
      return [`${source} @whitelist${v} accept`, `${source} @blocked${v} drop`];
    }),
  ];
  return [
    "# Rendered; edit the stack, not this file. Loading it again changes the white list and lifts no block.",
    `add table ${table}`,
    set("whitelist4", "ipv4_addr", "interval; auto-merge"),
    set("whitelist6", "ipv6_addr", "interval; auto-merge"),
    set("blocked4", "ipv4_addr", "timeout"),
    set("blocked6", "ipv6_addr", "timeout"),
    `flush set ${table} whitelist4`,
    `flush set ${table} whitelist6`,
    ...of("ipv4"),
    ...of("ipv6"),
    ...chain("input"),
    ...chain("forward"),
    "",
  ].join("\n");
}
