import { since as stock } from "./facts";
import { stockRules } from "./stockRules";

let rules: ReadonlyMap<number, string> | undefined;

/**
 * The first version that has a stock rule, `4.13.0`; undefined for one that all supported versions have, and for an id that is not
 * a stock rule.
 */
export function ruleSince(id: number): string | undefined {
  rules ??= readRules();
  return rules.get(id);
}

/** The first version of which a stock rule has a group; undefined where rules of all supported versions have it. */
export function groupSince(name: string): string | undefined {
  return sinceIn(stock.groups, name);
}

/** The first version whose stock install has a CDB list; undefined where all supported ones have it. */
export function listSince(name: string): string | undefined {
  return sinceIn(stock.lists, name);
}

function sinceIn(names: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.keys(names).find((version) => names[version]?.split("|").includes(name));
}

function readRules(): ReadonlyMap<number, string> {
  const ids = [...stockRules().keys()];
  return new Map(
    Object.entries(stock.rules).flatMap(([version, ranges]) =>
      ranges.split(" ").flatMap((range) => {
        const [first = 0, last = first] = range.split("-").map(Number);
        return ids
          .slice(ids.indexOf(first), ids.indexOf(last) + 1)
          .map((id): [number, string] => [id, version]);
      }),
    ),
  );
}
