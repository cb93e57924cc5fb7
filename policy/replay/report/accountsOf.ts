import type { Alert } from "../alerts/alert";
import { bareName } from "../judge/account";

/**
 * What a PAM session says of its account. The decoder takes the name up to its first dot (`^for user (\w+)`,
 * ruleset/decoders/0205-pam_decoders.xml, v4.14.7); those of earlier versions take `(uid=1001)` with it.
 */
const SESSION = / for user ([^\s(]+)(?:\(uid=\d+\))? by /;

/** The accounts that an alert of a log-in may be of, without their domains and in small letters: as decoded, and as the line has it. */
export function accountsOf({ dstuser, fullLog = "" }: Alert): readonly string[] {
  if (dstuser === undefined) return [];
  const decoded = bareName(dstuser.replace(/\(uid=\d+\)$/, ""));
  const written = SESSION.exec(fullLog)?.[1];
  if (written === undefined || !written.startsWith(dstuser.replace(/\(.*/s, ""))) return [decoded];
  const bare = bareName(written);
  return bare === decoded ? [decoded] : [decoded, bare];
}
