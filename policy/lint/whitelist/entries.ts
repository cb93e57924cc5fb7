import { parseAddress, type Address } from "../../model/address";
import type { Policy } from "../../model/policy";
import type { WhitelistEntry } from "../../model/whitelist";

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

/** The entries whose address can be read; what cannot is a finding of its own. */
export function readEntries(policy: Policy): readonly ReadEntry[] {
  return policy.whitelist.flatMap((entry, i) => {
    const range = parseAddress(entry.address);
    return range ? [{ entry, range, path: entryPath(entry, i) }] : [];
  });
}
