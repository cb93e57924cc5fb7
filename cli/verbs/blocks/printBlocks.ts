import { BLOCK_DECISIONS } from "../../../policy/model/kinds/blockIp";
import { colours } from "../../lib/colours";
import { printSeconds } from "../../lib/printSeconds";
import type { BlockedRow } from "./blockedRow";
import { tableOf } from "../../lib/table";
import { indented } from "../../../terminal/shown";

/** A row with the log line that its alert came from. */
export type ShownRow = BlockedRow & { readonly log?: string };

/**
 * A table of 100 columns; with an address, below it what each host decided about that one.
 * @param silent number of hosts that did not answer: of those nothing is known.
 */
export function printBlocks(
  rows: readonly ShownRow[],
  address: string | undefined,
  silent: number,
): string {
  const blocked = rows.filter((row) => row.blocked);
  const table = tableOf(
    ["address", "host", "left", "rule", "alert", "since"],
    [24, 14, 10, 9, 22, 14],
  );
  for (const { address: one, host, left, step, rule, alert, history } of blocked) {
    const since = history
      .filter(({ decision }) => decision === BLOCK_DECISIONS.done)
      .at(-1)
      ?.time.slice(5, 16);
    table.push([
      colours.red(one),
      host,
      `${left === undefined ? "forever" : printSeconds(left)}${step === undefined ? "" : ` step ${step}`}`,
      rule,
      alert,
      since ?? "-",
    ]);
  }
  const head = blocked.length > 0 ? [table.toString()] : [nothingFound(address, silent)];
  if (address === undefined) return head.join("\n");
  return [...head, ...rows.flatMap(printHistory)].join("\n");
}

function nothingFound(address: string | undefined, silent: number): string {
  const rest = `the hosts that answered; ${silent} did not, and nothing is known about those`;
  if (address === undefined) return `nobody is blocked${silent > 0 ? ` on ${rest}` : ""}`;
  return `${address} is blocked ${silent > 0 ? `on none of ${rest}` : "nowhere"}`;
}

function printHistory({ host, history, log }: ShownRow): string[] {
  return [
    `\n${colours.bold(host)}`,
    ...history.map(
      ({ time, decision, why, rule }) =>
        `  ${time}  ${decision}${rule === "-" ? "" : `, rule ${rule}`}${why === "-" ? "" : `: ${indented(why)}`}`,
    ),
    ...(log === undefined ? [] : [`  the alert came from: ${indented(log)}`]),
  ];
}
