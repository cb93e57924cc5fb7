import { createHash } from "node:crypto";

import { printBundle, type Bundle } from "../bundle/bundle";
import type { BundleNote, HostRollout, RolloutNote } from "./rolloutNote";

/** Twelve digits that stand for all that a host gets, without the note. */
export function bundleDigest(bundle: Bundle): string {
  const rest = Object.entries(bundle).filter(([key]) => key !== "rollout");
  return createHash("sha256")
    .update(printBundle(Object.fromEntries(rest) as unknown as Bundle))
    .digest("hex")
    .slice(0, 12);
}

/**
 * The note that goes with a bundle. Where the host has all of it already the old note stays, so that a new commit or another
 * operator alone is no change.
 * @param digest of the bundle.
 * @param now undefined where nobody is to be named: the digest travels alone.
 * @param last the host's last rollout; undefined before the first.
 */
export function noteFor(
  digest: string,
  now: RolloutNote | undefined,
  last: HostRollout | undefined,
): BundleNote {
  const { policy, commit, operator } = (last?.bundle === digest ? last : now) ?? {};
  return {
    bundle: digest,
    ...(policy !== undefined && { policy }),
    ...(commit !== undefined && { commit }),
    ...(operator !== undefined && { operator }),
  };
}
