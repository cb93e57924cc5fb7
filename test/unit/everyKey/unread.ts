import { configurationKeys, type Key } from "../../../config/configurationPage";
import { otherValue } from "./otherValue";
import { placesOf, valueAt, withValue } from "./places";
import type { Stack } from "./hosts";

/** What became of the keys of some stacks, each set to another value. */
export interface Tried<T> {
  readonly key: string;
  readonly before: T;
  readonly after: T;
}

/** The keys of the schema that hold a value: not those around others, and not the one that tells a union's members apart. */
export function keysWithValues(): readonly Key[] {
  const all = configurationKeys();
  const around = (key: string): boolean =>
    all.some(({ path }) => path.startsWith(`${key}.`) || path.startsWith(`${key}[`)) ||
    all.some(({ path }) => path.startsWith(`${key}<`));
  // A location is a word, or an agent's id below it.
  const isLocation = (key: string): boolean => /^responses\[[^\]]+\]\.location$/.test(key);
  return all.filter(
    ({ path, form }) => !/^`[^`]*`$/.test(form) && (isLocation(path) || !around(path)),
  );
}

/**
 * Sets each key of each stack to another value, one at a time, and looks what comes of it.
 * @param which keys are tried.
 * @param isEnough whether a key whose other value made this difference is not tried again. @default never
 */
export async function tryKeys<T>(
  stacks: readonly Stack[],
  look: (stack: Stack) => T | Promise<T>,
  which: (key: string) => boolean = () => true,
  isEnough: (before: T, after: T) => boolean = () => false,
): Promise<readonly Tried<T>[]> {
  const keys = keysWithValues();
  const all = configurationKeys();
  const tried: Tried<T>[] = [];
  const done = new Set<string>();
  for (const stack of stacks) {
    const before = await look(stack);
    for (const { key, path } of placesOf(stack, all)) {
      const about = keys.find((one) => one.path === key);
      if (!about || !which(key) || done.has(key)) continue;
      const changed = withValue(stack, path, otherValue(about, valueAt(stack, path)));
      const after = await look(changed);
      tried.push({ key, before, after });
      if (isEnough(before, after)) done.add(key);
    }
  }
  return tried;
}
