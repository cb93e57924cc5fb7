import type { Observed } from "../../policy/plan/readObserved";
import { tableOf } from "./table";

/** What would have been done, a row for each rule, host and subject: `observed` and `replay` print the same table. */
export function observedTable(rows: readonly Observed[]): string {
  const table = tableOf(
    ["rule", "host", "address or name", "would have", "times", "last"],
    [8, 11, 17, 17, 7, 13],
  );
  for (const { rule, host, subject, what, times, last } of rows)
    table.push([rule, host, subject, what, times, last.slice(5, 16)]);
  return table.toString();
}
