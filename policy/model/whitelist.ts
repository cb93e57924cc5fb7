import type { WhitelistAddress } from "./whitelistAddress";

/** One address that no response may ever touch. Source of each field: the stack configuration, key `whitelist`. */
export interface WhitelistEntry {
  readonly address: WhitelistAddress;
  /** Short name by which people know the entry, unique in the list. */
  readonly name: string;
  /** Why it is on the list. */
  readonly reason?: string;
  /** Who answers for it. */
  readonly owner?: string;
  /** Location part that the entry came from; undefined for the common part. Every host gets every part. */
  readonly location?: string;
  /** Day (`YYYY-MM-DD`) after which the entry must go. */
  readonly expires?: string;
  /** Path of the input that it came from, for findings: `whitelist.hel1[0]`. */
  readonly source?: string;
}

/** A proxy or the like: blocked, it would take everybody behind it away. Unlike the white list it says nothing to the manager. */
export interface NeverBlocked {
  readonly address: WhitelistAddress;
  /** Short name by which people know it. */
  readonly name: string;
}
