import type { WazuhVersion } from "./wazuhVersion";

/** The lines that a rollout takes, as sentences have them; the hosts' own check is `check_wazuh` of 20-preflight.sh. */
export const SUPPORTED = "4.9 to 4.14";

/** The minor versions of 4 at the ends of {@link SUPPORTED}. */
const [OLDEST, NEWEST] = [9, 14] as const;

/**
 * Where a version stands to those that a rollout takes. `positional` is one that hands its scripts positional arguments, before 4.2;
 * `five` has no active response of this kind.
 */
export function placeOf([major, minor]: WazuhVersion):
  "positional" | "older" | "supported" | "newer" | "five" {
  if (major >= 5) return "five";
  if (major < 4 || minor < 2) return "positional";
  if (minor < OLDEST) return "older";
  return minor > NEWEST ? "newer" : "supported";
}
