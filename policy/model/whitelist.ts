import type { WhitelistAddress } from "./whitelistAddress";
import type { WithValues, WrittenEntry, WrittenNeverBlocked } from "./written";

/** One address that no response may ever touch. Source of its fields: keys/whitelist.ts. */
export type WhitelistEntry = WithValues<WrittenEntry, { readonly address: WhitelistAddress }>;

/** A proxy or the like: blocked, it would take everybody behind it away. Unlike the white list it says nothing to the manager. */
export type NeverBlocked = WithValues<WrittenNeverBlocked, { readonly address: WhitelistAddress }>;
