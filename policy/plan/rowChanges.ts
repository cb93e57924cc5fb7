import { AR_CONF_KEY, type Bundle } from "../bundle/bundle";
import type { RowChanges } from "./plan";

/** Rows of ar.conf that come and go on the master, whose file all agents get. */
export function rowChanges(
  before: Bundle | undefined,
  after: Bundle | undefined,
  agents: number,
): RowChanges {
  const old = rowsOf(before);
  const next = rowsOf(after);
  const added = next.filter((row) => !old.includes(row));
  const removed = old.filter((row) => !next.includes(row));
  // Order counts too: agents compare the file, not its rows.
  const changes =
    before !== undefined || after !== undefined ? old.join("\n") !== next.join("\n") : false;
  return {
    added,
    removed,
    agents: changes ? agents : 0,
    lifts: changes && old.some((row) => !row.endsWith(" - 0")),
  };
}

function rowsOf(bundle: Bundle | undefined): string[] {
  return (bundle?.[AR_CONF_KEY] ?? "").split("\n").filter((row) => row !== "");
}
