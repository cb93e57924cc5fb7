import { isBefore, parseVersion } from "../../policy/wazuh/versions/wazuhVersion";
import { decodersFacts } from "./decoders";
import { installedFacts } from "./installed";
import { rangesOf } from "./ranges";
import { groupsFacts } from "./ruleset";
import { readSource, type SourceRule } from "./source";

/** The kinds of names of which since.json says since when a stock Wazuh has them. */
const KINDS = ["groups", "lists", "executables", "decoders", "agentless"] as const;

/** What a stock Wazuh of one version has, by name. */
export interface Names extends Readonly<Record<(typeof KINDS)[number], readonly string[]>> {
  readonly version: string;
  readonly rules: readonly SourceRule[];
}

/** The names of a checkout of Wazuh's public source. */
export function namesOf(folder: string): Names {
  const source = readSource(folder);
  const installed = installedFacts(folder, source) as {
    readonly executables: readonly string[];
    readonly lists: Readonly<Record<string, boolean>>;
    readonly agentless: readonly string[];
  };
  const { names } = decodersFacts(folder, source) as { readonly names: string };
  const { groups } = groupsFacts(source) as { readonly groups: string };
  return {
    version: source.version,
    rules: source.rules,
    groups: groups.split(" ").sort(),
    lists: Object.keys(installed.lists).sort(),
    executables: installed.executables,
    decoders: names.split("|"),
    agentless: installed.agentless,
  };
}

/**
 * since.json, as policy/wazuh/stock/stockSince.ts reads it: what the newest of these versions has, and the oldest has not, by the
 * first version from which on all have it.
 */
export function sinceFacts(all: readonly Names[]): object {
  const versions = [...all].sort((a, b) => (earlier(a.version, b.version) ? -1 : 1));
  const newest = versions.at(-1);
  if (!newest) throw new Error("no version was given");
  const ids = newest.rules.map(({ id }) => id);
  const sinceOf = <T>(of: (names: Names) => readonly T[]): ReadonlyMap<string, readonly T[]> => {
    const having = versions.map((names) => new Set(of(names)));
    const since = new Map<string, T[]>();
    for (const name of of(newest)) {
      const lacks = having.map((some) => some.has(name)).lastIndexOf(false);
      const first = versions[lacks + 1]?.version ?? newest.version;
      if (lacks >= 0) since.set(first, [...(since.get(first) ?? []), name]);
    }
    return new Map([...since].sort(([a], [b]) => (earlier(a, b) ? -1 : 1)));
  };
  return {
    source: `what Wazuh ${newest.version} has and not each of ${versions.map(({ version }) => version).join(" ")}, derived: by the first version that has it; rules as ids and ranges of the stock rules, names each behind a |`,
    oldest: versions[0]?.version,
    rules: Object.fromEntries(
      [...sinceOf(({ rules }) => rules.map(({ id }) => id))].map(([version, some]) => [
        version,
        rangesOf(some, ids),
      ]),
    ),
    ...Object.fromEntries(
      KINDS.map((kind) => [
        kind,
        Object.fromEntries(
          [...sinceOf((names) => names[kind])].map(([version, some]) => [version, some.join("|")]),
        ),
      ]),
    ),
  };
}

/** What lint and the scripts go by, of a rule that both versions have. */
function meaningOf({ level, ignore, noAr, node }: SourceRule): string {
  const counts = node.attributes.filter(({ name }) => /^(?:frequency|timeframe)$/.test(name));
  return JSON.stringify([level, ignore, noAr, counts]);
}

/** Rules that an older version has with another level, window, count or no_ar, or that the newest has not: nothing tells of those. */
export function otherwiseIn(newest: Names, older: Names): readonly number[] {
  const now = new Map(newest.rules.map((rule) => [rule.id, meaningOf(rule)]));
  return older.rules.filter((rule) => now.get(rule.id) !== meaningOf(rule)).map(({ id }) => id);
}

function earlier(one: string, other: string): boolean {
  const [a, b] = [parseVersion(one), parseVersion(other)];
  if (!a || !b) throw new Error(`${a ? other : one} is not a version of Wazuh`);
  return isBefore(a, b);
}
