import type { Key } from "../../../config/configurationPage";

/** Where a key of the schema stands in a stack. */
export interface Place {
  /** As docs/configuration.md has it: `responses[kind: block-ip].storm`. */
  readonly key: string;
  /** In this stack: `["responses", 0, "storm"]`. */
  readonly path: readonly (string | number)[];
}

/** Every place of a stack that a key of the schema has; of keys with keys below them, these. */
export function placesOf(stack: unknown, keys: readonly Key[]): readonly Place[] {
  const known = keys.map(({ path }) => path);
  const has = (key: string): boolean =>
    known.some(
      (one) =>
        one === key ||
        one.startsWith(`${key}.`) ||
        one.startsWith(`${key}[`) ||
        one.startsWith(`${key}<`),
    );
  const walk = (value: unknown, key: string, path: readonly (string | number)[]): Place[] => {
    if (Array.isArray(value)) {
      const below = value.flatMap((one: unknown, i) => walk(one, `${key}[]`, [...path, i]));
      return below.length > 0 ? below : leaf(key, path);
    }
    if (typeof value !== "object" || value === null) return leaf(key, path);
    const at = variant(value, key, has);
    const below = Object.entries(value).flatMap(([name, part]) => {
      const named = at === "" ? name : `${at}.${name}`;
      if (has(named)) return walk(part, named, [...path, name]);
      return has(`${at}.<name>`) ? walk(part, `${at}.<name>`, [...path, name]) : [];
    });
    return below.length > 0 ? below : leaf(at, path);
  };
  const leaf = (key: string, path: readonly (string | number)[]): Place[] =>
    known.includes(key) ? [{ key, path }] : [];
  return walk(stack, "", []);
}

/** An entry of a union is named after the key that tells which it is, where the schema has such a one. */
function variant(value: object, key: string, has: (key: string) => boolean): string {
  const [name, kind] =
    Object.entries(value).find(([one]) => one === "kind" || one === "role") ?? [];
  if (name === undefined) return key;
  const mark = `[${name}: ${String(kind)}]`;
  const marked = key.endsWith("[]") ? `${key.slice(0, -2)}${mark}` : `${key}${mark}`;
  return has(marked) ? marked : key;
}

/** The value at a place. */
export function valueAt(stack: unknown, path: Place["path"]): unknown {
  return path.reduce<unknown>(
    (value, part) => (value as Record<string | number, unknown>)[part],
    stack,
  );
}

/** The same stack with another value at a place. */
export function withValue<T>(stack: T, path: Place["path"], value: unknown): T {
  const copy = structuredClone(stack);
  const holder = valueAt(copy, path.slice(0, -1)) as Record<string | number, unknown>;
  holder[path.at(-1) ?? ""] = value;
  return copy;
}
