import { fieldsOf } from "./fields";
import { rangesBy } from "./ranges";
import { valuesOf, type Source, type SourceRule } from "./source";

/** rules.json, as policy/wazuh/stock/stockRules.ts reads it. */
export function rulesFacts(source: Source): object {
  const fields = fieldsOf(source);
  let before = 0;
  const rules = source.rules.map((rule) => {
    const { withoutAddress, withoutUser, json } = fields(rule);
    const groups = groupsOf(rule);
    const letters = [
      ["n", rule.noAr],
      ["i", withoutAddress],
      ["u", withoutUser],
      ["j", json],
      ["s", groups.includes("sshd")],
      ["a", groups.includes("audit")],
    ].map(([letter, has]) => (has === true ? letter : ""));
    const entry = [
      rule.id - before,
      rule.level,
      rule.ignore === 0 ? "" : rule.ignore,
      letters.join(""),
    ];
    before = rule.id;
    return entry.join(":").replace(/:+$/, "");
  });
  return {
    source: `stock rules of Wazuh ${source.version}, derived. rules: distance to the id before, level, ignore window in seconds, letters (n no_ar; i no source address in its events; u no user; j JSON events; s sshd; a audit). counting: id, events, seconds`,
    rules: rules.join(" "),
    counting: source.rules
      .flatMap((rule) => {
        const { frequency, timeframe } = countsOf(rule);
        return frequency === undefined ? [] : [`${rule.id}:${frequency}:${timeframe ?? ""}`];
      })
      .join(" "),
  };
}

/** fields.json, as policy/wazuh/stock/stockFields.ts reads it. */
export function fieldsFacts(source: Source): object {
  const fields = fieldsOf(source);
  const known = new Map(
    source.rules.flatMap((rule): [number, string][] => {
      const { all } = fields(rule);
      return all ? [[rule.id, all.join(" ")]] : [];
    }),
  );
  return {
    source: `stock rules and decoders of Wazuh ${source.version}, derived: the fields that the decoders of a rule's events give, where they are expressions alone; ids and ranges of the stock rules`,
    rules: rangesBy(known, idsOf(source.rules)),
  };
}

/** groups.json, as policy/wazuh/stock/stockGroups.ts reads it: the commonest first, so that their numbers are short. */
export function groupsFacts({ version, rules }: Source): object {
  const all = rules.map(groupsOf);
  const count = new Map<string, number>();
  for (const name of all.flat()) count.set(name, (count.get(name) ?? 0) + 1);
  const names = [...count].sort(([, a], [, b]) => b - a).map(([name]) => name);
  const numberOf = new Map(names.map((name, i) => [name, i.toString(36)]));
  const written = all.map((groups) => groups.map((name) => numberOf.get(name) ?? "").join(","));
  const sets = [...new Set(written)];
  const setOf = new Map(sets.map((set, i) => [set, i.toString(36)]));
  const runs: { readonly set: string; count: number }[] = [];
  for (const one of written) {
    const set = setOf.get(one) ?? "";
    const last = runs.at(-1);
    if (last?.set === set) last.count++;
    else runs.push({ set, count: 1 });
  }
  return {
    source: `groups of the stock rules of Wazuh ${version}; numbers are base 36; sets: indexes into groups; rules: for each rule in the order of rules.json the index of its set, *n where n rules in a row have it`,
    groups: names.join(" "),
    sets: sets.join(" "),
    rules: runs
      .map(({ set, count }) => (count === 1 ? set : `${set}*${count.toString(36)}`))
      .join(" "),
  };
}

const PARENTS = ["if_sid", "if_group", "if_matched_sid", "if_matched_group", "category"];

/** parents.json, as policy/wazuh/stock/stockParents.ts reads it. */
export function parentsFacts({ version, rules }: Source): object {
  const parents = new Map(
    rules.flatMap((rule): [number, string][] => {
      const own = PARENTS.flatMap((name) => {
        const value = valuesOf(rule.node, name).at(-1);
        if (value === undefined) return [];
        return [`${name}:${name.endsWith("sid") ? value.split(/[\s,]+/).join(",") : value}`];
      });
      const silent = rule.node.attributes.some(
        ({ name, value }) => name === "noalert" && value === "1",
      );
      const all = [...own, ...(silent ? ["noalert:1"] : [])];
      return all.length === 0 ? [] : [[rule.id, all.join(";")]];
    }),
  );
  return {
    source: `stock rules of Wazuh ${version}, derived: the rules that each rule stands below or counts, its category, and whether it never fires itself (noalert); ids and ranges of the stock rules`,
    parents: rangesBy(parents, idsOf(rules)),
  };
}

/**
 * files.json, as policy/wazuh/stock/stockFiles.ts reads it. A decoder is known by its name even where it stands below another
 * one (analysisd/decoders/decode-xml.c:311, v4.14.7).
 */
export function filesFacts({ version, rules, decoders }: Source): object {
  const filesBy = new Map<string, Set<string>>();
  for (const { name, file } of decoders)
    filesBy.set(name, (filesBy.get(name) ?? new Set()).add(file));
  const needed = rules.flatMap((rule): [number, string][] => {
    const files = valuesOf(rule.node, "decoded_as").flatMap((name) => [
      ...(filesBy.get(name) ?? []),
    ]);
    const [file, ...others] = new Set(files);
    return file === undefined || others.length > 0 ? [] : [[rule.id, file]];
  });
  const ids = idsOf(rules);
  return {
    source: `stock rules and decoders of Wazuh ${version}, derived. rules: the rules of each file of ruleset/rules, as ids and ranges of the stock rules. decoders: the rules that name a decoder of that file of ruleset/decoders, and of no other`,
    rules: rangesBy(new Map(rules.map(({ id, file }) => [id, file])), ids),
    decoders: rangesBy(new Map(needed), ids),
  };
}

/** How many events in how many seconds a rule counts, where it counts. */
export function countsOf({ node }: SourceRule): {
  readonly frequency?: number;
  readonly timeframe?: number;
} {
  const number = (name: string): number | undefined => {
    const value = node.attributes.find((one) => one.name === name)?.value;
    return value === undefined ? undefined : Number(value);
  };
  const [frequency, timeframe] = [number("frequency"), number("timeframe")];
  if (frequency === undefined) return {};
  return { frequency, ...(timeframe !== undefined && { timeframe }) };
}

function groupsOf({ groups, node }: SourceRule): readonly string[] {
  const own = node.children.filter(({ name }) => name === "group").map(({ content }) => content);
  const around = groups.slice(0, groups.length - own.join("").length);
  return [around, ...own]
    .flatMap((text) => text.split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function idsOf(rules: readonly SourceRule[]): readonly number[] {
  return rules.map(({ id }) => id);
}
