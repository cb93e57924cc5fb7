/** A part of what a stack wants, as lint asks for it. */
export type Part =
  | "whitelist"
  | "responses"
  | "rules"
  | "managerRules"
  | "hosts"
  | "logGroups"
  /** Mode, ignore window, and where alerts are sent on. */
  | "settings";

/**
 * Where the elements of lists stood in the input, by the path of the list (`responses`, `whitelist.common`): the index of
 * each that is left.
 */
export type Places = ReadonlyMap<string, readonly number[]>;

/** Where the elements stood in the outer input that were left of what was left of it. */
export function placesIn(outer: Places, inner: Places): Places {
  return new Map([
    ...outer,
    ...[...inner].map(
      ([list, places]) => [list, places.map((i) => outer.get(list)?.[i] ?? i)] as const,
    ),
  ]);
}
