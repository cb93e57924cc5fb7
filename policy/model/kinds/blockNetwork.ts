import * as z from "zod";

import { formatDuration, parseDuration, type Seconds } from "../duration";
import { seconds } from "../keys/values";
import type { Refusals } from "../refusals";
import { ValueError } from "../valueError";

/** What block-ip does about networks where nothing is written. */
export const NETWORK = {
  ipv6: "/64",
  ipv4: "none",
  after: 3,
  within: parseDuration("10m"),
} as const;

/** Keys below `network`. */
export const networkKeys = z
  .strictObject({
    ipv6: z
      .enum(["/64", "none"])
      .exactOptional()
      .describe(
        `The IPv6 network that is blocked, which is one customer's at most providers; none for single addresses only. Default: ${NETWORK.ipv6}.`,
      ),
    ipv4: z
      .enum(["/24", "none"])
      .exactOptional()
      .describe(
        `The same for IPv4, where a /24 is shared by strangers nearly always. Default: ${NETWORK.ipv4}.`,
      ),
    after: z
      .number()
      .int()
      .min(2)
      .max(50)
      .exactOptional()
      .describe(
        `Different addresses of the network that this host has blocked until the whole of it is. Default: ${NETWORK.after}.`,
      ),
    within: seconds
      .exactOptional()
      .describe(`The time in which they are counted. Default: ${formatDuration(NETWORK.within)}.`),
  })
  .exactOptional()
  .describe(
    "When a whole network is blocked beside the addresses of one attack. Of several responses on a host the most careful values count. Default: IPv6 /64, 3 addresses within 10m.",
  );

/** What people write below `network`. */
export interface WrittenNetwork {
  readonly ipv6?: "/64" | "none";
  readonly ipv4?: "/24" | "none";
  readonly after?: number;
  readonly within?: number | string;
}

/** When a whole network is blocked. */
export interface BlockNetwork {
  /** @default NETWORK.ipv6 */
  readonly ipv6?: "/64" | "none";
  /** @default NETWORK.ipv4 */
  readonly ipv4?: "/24" | "none";
  /** Different addresses that are needed. @default NETWORK.after */
  readonly after?: number;
  /** Seconds in which they are counted. @default NETWORK.within */
  readonly within?: Seconds;
}

/** Makes the value of `network`. */
export function parseNetwork(
  { within, ...rest }: WrittenNetwork,
  path: string,
  refusals: Refusals,
): BlockNetwork {
  const seconds = refusals.parse(`${path}.network.within`, within, (written: number | string) => {
    const parsed = parseDuration(written);
    if (parsed > 0) return parsed;
    throw new ValueError(
      "block-time",
      JSON.stringify(written),
      "counts no address at all, so that no network is ever blocked",
      "write a duration, such as 10m; or ipv6: none and ipv4: none",
    );
  });
  return { ...rest, ...(seconds !== undefined && { within: seconds }) };
}
