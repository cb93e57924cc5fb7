import type { Address } from "../../model/address";
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

/** The entries of the white list. */
export function readEntries(policy: Policy): readonly ReadEntry[] {
  return policy.whitelist.map((entry, i) => ({
    entry,
    range: rangeOf(entry.address),
    path: entryPath(entry, i),
  }));
}
