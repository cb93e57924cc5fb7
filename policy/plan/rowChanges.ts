import { AR_CONF_KEY, type Bundle } from "../bundle/bundle";
import { rowDifference } from "../rollout/rowDifference";
import type { RowChanges } from "./plan";

/** Rows of ar.conf that come and go on the master, whose file all agents get. */
export function rowChanges(
  before: Bundle | undefined,
  after: Bundle | undefined,
  agents: number,
): RowChanges {
  const old = rowsOf(before);
  const next = rowsOf(after);
  const { added, removed, same } = rowDifference(old, next);
  return {
    added,
    removed,
    agents: same ? 0 : agents,
    lifts: !same && timedBefore(before),
  };
}

/** Whether agents may hold timed responses: a row of theirs has a timeout. */
export function timedBefore(before: Bundle | undefined): boolean {
  return rowsOf(before).some((row) => !row.endsWith(" - 0"));
}

function rowsOf(bundle: Bundle | undefined): string[] {
  return (bundle?.[AR_CONF_KEY] ?? "").split("\n").filter((row) => row !== "");
}
