import { valuesOf, type Source, type SourceDecoder, type SourceRule } from "./source";

/** What the decoders of a rule's events say of them. */
export interface Fields {
  /** None of them gives a `srcip`. */
  readonly withoutAddress: boolean;
  /** None of them gives a `dstuser`; `user` is its other name. */
  readonly withoutUser: boolean;
  /** The event is a JSON document: its own keys are its fields. */
  readonly json: boolean;
  /** Every field that they give, by name; undefined where that cannot be told. */
  readonly all?: readonly string[];
}

const UNKNOWN: Fields = { withoutAddress: false, withoutUser: false, json: false };

/**
 * Says what can be decoded from the events of a rule: those of the decoders that the rules above it name. Where that cannot be
 * told (a rule below a group or a category, a decoder in C behind the expressions), nothing is said to be missing.
 */
export function fieldsOf({ rules, decoders }: Source): (rule: SourceRule) => Fields {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const families = new Map<string, readonly SourceDecoder[]>();

  const namesOf = (rule: SourceRule | undefined, below: readonly number[]): Names => {
    if (!rule || below.includes(rule.id)) return undefined;
    const own = valuesOf(rule.node, "decoded_as");
    if (own.length > 0) return new Set(own);
    const above = ["if_sid", "if_matched_sid"]
      .flatMap((name) => valuesOf(rule.node, name))
      .flatMap((text) => text.split(/[\s,]+/).filter(Boolean))
      .map((id) => namesOf(byId.get(Number(id)), [...below, rule.id]));
    const names = new Set<string>();
    for (const some of above) {
      if (!some) return undefined;
      for (const name of some) names.add(name);
    }
    return names.size > 0 ? names : undefined;
  };

  return (rule) => {
    const names = namesOf(rule, []);
    if (!names) return UNKNOWN;
    const all = [...names].map((name) => {
      const family = families.get(name) ?? familyOf(name, decoders);
      families.set(name, family);
      return { name, family };
    });
    if (all.every(({ name, family }) => isJson(name, family))) return { ...UNKNOWN, json: true };
    // A name that no file has is a decoder in C alone, of syscheck or of Windows: it gives neither.
    const inC = all.every(({ family }) => family.length === 0);
    const told = all.every(
      ({ family }) => family.length > 0 && family.every(({ plugin }) => plugin === undefined),
    );
    if (!inC && !told) return UNKNOWN;
    const fields = new Set(all.flatMap(({ family }) => family.flatMap(({ order }) => order)));
    return {
      withoutAddress: !fields.has("srcip"),
      withoutUser: !fields.has("user") && !fields.has("dstuser"),
      json: false,
      ...(told && { all: [...fields].filter(Boolean).sort() }),
    };
  };
}

/** Names of decoders; undefined where they cannot be told. */
type Names = ReadonlySet<string> | undefined;

function isJson(name: string, family: readonly SourceDecoder[]): boolean {
  return family.some((one) => one.name === name && one.plugin === "JSON_Decoder");
}

/** The decoders of a name, and all below them. */
function familyOf(name: string, decoders: readonly SourceDecoder[]): readonly SourceDecoder[] {
  const family = decoders.filter((one) => one.name === name);
  const names = [name];
  for (const above of names) {
    for (const child of decoders.filter(({ parent }) => parent === above)) {
      family.push(child);
      if (!names.includes(child.name)) names.push(child.name);
    }
  }
  return family;
}
