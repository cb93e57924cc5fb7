import { parseAddress } from "../model/address";
import type { Findings } from "../model/findings";
import type { WhitelistEntry } from "../model/whitelist";

/** Stands where only the user knows which rule of Wazuh 5 is meant; indexer.sh refuses a file that has it. */
export const FILL_IN_RULE = "FILL-IN";

/** Addresses that a query names at most: each is a clause, and an indexer takes 1,024 (indices.query.bool.max_clause_count). */
export const MOST_ADDRESSES = 500;

/**
 * What a monitor asks for, in the words of query_string.
 * @param spared addresses and networks of which no finding counts, as {@link sparedIn} gives them.
 */
export function monitorQuery(findings: Findings | undefined, spared: readonly string[]): string {
  const wanted = findings?.query ?? rulesQuery(findings?.rules ?? [FILL_IN_RULE]);
  const asked = findings?.query === undefined ? wanted : `(${wanted})`;
  if (spared.length === 0) return asked;
  return `${asked} AND NOT source.ip:(${spared.map(quoted).join(" OR ")})`;
}

function rulesQuery(rules: readonly string[]): string {
  const [only] = rules;
  return rules.length === 1
    ? `wazuh.rule.id:${quoted(only ?? "")}`
    : `wazuh.rule.id:(${rules.map(quoted).join(" OR ")})`;
}

function quoted(text: string): string {
  return `"${text}"`;
}

/** The white list for a query: widest networks first, without what an earlier one covers, and no more than a query may have. */
export function sparedIn(whitelist: readonly Pick<WhitelistEntry, "address">[]): {
  readonly addresses: readonly string[];
  /** How many did not fit. */
  readonly left: number;
} {
  const ranges = [...new Set(whitelist.map(({ address }) => address))]
    .flatMap((address) => {
      const range = parseAddress(address);
      return range ? [range] : [];
    })
    .sort((a, b) => sizeOf(b) - sizeOf(a) || a.family - b.family || (a.first < b.first ? -1 : 1));
  const kept: typeof ranges = [];
  for (const range of ranges) {
    const within = kept.some(
      ({ family, first, last }) =>
        family === range.family && first <= range.first && range.last <= last,
    );
    if (!within) kept.push(range);
  }
  const addresses = kept.slice(0, MOST_ADDRESSES).map(({ canonical }) => canonical);
  return { addresses, left: kept.length - addresses.length };
}

/** How many bits of an address are free. */
function sizeOf({ family, prefix }: { readonly family: 4 | 6; readonly prefix: number }): number {
  return (family === 4 ? 32 : 128) - prefix;
}
