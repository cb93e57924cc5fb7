import { parseCommandName, type CommandName } from "./commandName";
import { parseDuration, type Seconds } from "./duration";
import { parseHostListAddress, type HostListAddress } from "./hostListAddress";
import { hostWhitelistEntry } from "./keys/hostWhitelist";
import type { Refusals } from "./refusals";
import type { Keys, WithValues } from "./shape";

/** An entry as people write it. */
export type WrittenHostListed = Keys<typeof hostWhitelistEntry>;

/**
 * An entry that hosts ask and the manager does not: its white list knows neither responses nor networks of IPv6 nor names
 * (analysisd/alerts/exec.c:287, v4.14.7). Source of its fields: keys/hostWhitelist.ts.
 */
export type HostListed = WithValues<
  WrittenHostListed,
  {
    readonly address: HostListAddress;
    readonly responses: readonly CommandName[];
    readonly except: readonly CommandName[];
    readonly maxAge: Seconds;
  }
>;

/** Makes the list of a written one; an entry of which a value is refused is left out. */
export function parseHostWhitelist(
  written: readonly WrittenHostListed[],
  refusals: Refusals,
): readonly HostListed[] {
  return refusals.each(written, ({ address: text, responses, except, maxAge, ...rest }, i) => {
    const path = `hostWhitelist[${i}]`;
    const address = refusals.parse(`${path}.address`, text, parseHostListAddress);
    const age = refusals.parse(`${path}.maxAge`, maxAge, parseDuration);
    const only = responses && refusals.parseAll(`${path}.responses`, responses, parseCommandName);
    const but = except && refusals.parseAll(`${path}.except`, except, parseCommandName);
    if (address === undefined) return [];
    return [
      {
        ...rest,
        address,
        ...(only && { responses: only }),
        ...(but && { except: but }),
        ...(age !== undefined && { maxAge: age }),
      },
    ];
  }).all;
}
