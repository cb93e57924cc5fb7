import type { Address } from "../../model/address";
import type { HostListed } from "../../model/hostWhitelist";
import type { Policy } from "../../model/policy";
import type { WhitelistEntry } from "../../model/whitelist";
import { rangeOf } from "../../model/whitelistAddress";

/** An entry with the range that it covers and its path in the stack. */
export interface ReadEntry {
  readonly entry: WhitelistEntry;
  readonly range: Address;
  readonly path: string;
}

/** Path of an entry in the stack file. */
export function entryPath(entry: WhitelistEntry, index: number): string {
  return entry.source ?? `whitelist[${index}]`;
}

/** Every entry, of the hosts' own list too, with its path: what is asked of its texts and its day. */
export function everyEntry(
  policy: Policy,
): readonly { readonly entry: WhitelistEntry | HostListed; readonly path: string }[] {
  return [
    ...policy.whitelist.map((entry, i) => ({ entry, path: entryPath(entry, i) })),
    ...(policy.hostWhitelist ?? []).map((entry, i) => ({ entry, path: `hostWhitelist[${i}]` })),
  ];
}

/** The entries of the white list. */
export function readEntries(policy: Policy): readonly ReadEntry[] {
  return policy.whitelist.map((entry, i) => ({
    entry,
    range: rangeOf(entry.address),
    path: entryPath(entry, i),
  }));
}
