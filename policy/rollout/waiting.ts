import { rowDifference } from "./rowDifference";

/** A change of ar.conf that waits for a window. */
export interface Waiting {
  /** Rows that would come and go. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Whether the managers wait: their rows of ar.conf would change, and the stack defers that.
 * @param last rows of the last rollout; undefined before the first, which never waits.
 */
export function waitingFor(
  defer: boolean,
  last: readonly string[] | undefined,
  next: readonly string[],
): Waiting | undefined {
  if (!defer || last === undefined) return undefined;
  const { added, removed, same } = rowDifference(last, next);
  return same ? undefined : { added, removed };
}

/** Says what waits, for preview. */
export function printWaiting({ added, removed }: Waiting, managers: readonly string[]): string {
  const rows = [...added.map((row) => `  + ${row}`), ...removed.map((row) => `  - ${row}`)];
  return [
    `${managers.join(", ")} wait(s), with all changes there are (rollout.deferArConfChanges): ar.conf would change, and every agent would reload. ` +
      "Agents get their scripts now; scripts that are no longer named stay. In your window set it to false and run pulumi up.",
    ...(rows.length > 0 ? rows : ["  (the same rows in another order)"]),
  ].join("\n");
}
