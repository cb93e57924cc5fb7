import { colours } from "../../lib/colours";
import { printSeconds } from "../../lib/printSeconds";
import type { StatusRow } from "./statusRow";
import { tableOf } from "../../lib/table";
import { indented } from "../../../terminal/shown";

/** Blocks of one host that are shown; the verb blocks shows all. */
const SHOWN = 3;

/** A table of 100 columns, and below it what does not fit: drift and hosts that cannot be reached. @param now seconds. */
export function printStatus(rows: readonly StatusRow[], now: number): string {
  const table = tableOf(
    ["host", "state", "wazuh", "isolated", "blocked (left)", "last response", "drift"],
    [12, 12, 8, 12, 24, 16, 7],
  );
  for (const row of rows) {
    table.push([
      row.id === undefined ? row.host : `${row.host} ${colours.dim(row.id)}`,
      stateOf(row),
      (row.version ?? "").replace(/^v/, ""),
      isolatedOf(row, now),
      blockedOf(row),
      row.last ? `${row.last.decision} ${row.last.subject}` : "",
      driftOf(row),
    ]);
  }
  const below = rows.flatMap(({ host, reason, drift }) => [
    ...(reason === undefined ? [] : [`${host}: ${indented(reason)}`]),
    ...(drift ?? []).map((what) => `${host}: drift: ${indented(what)}`),
  ]);
  return [table.toString(), ...below].join("\n");
}

function stateOf({ state, reason, execd }: StatusRow): string {
  const word =
    state === "active" || state === "manager" ? colours.green(state) : colours.yellow(state);
  if (reason !== undefined) return `${word} ${colours.red("no SSH")}`;
  return execd === false ? `${word} ${colours.red("no execd")}` : word;
}

function isolatedOf({ isolated }: StatusRow, now: number): string {
  if (!isolated) return "";
  const since = colours.red(`${printSeconds(now - isolated.since)} ago`);
  return isolated.until === undefined
    ? since
    : `${since}, ${printSeconds(isolated.until - now)} left`;
}

function blockedOf({ blocks }: StatusRow): string {
  const lines = blocks
    .slice(0, SHOWN)
    .map(
      ({ address, left, step }) =>
        `${address} ${left === undefined ? "forever" : printSeconds(left)}${step === undefined ? "" : ` step ${step}`}`,
    );
  const more = blocks.length - SHOWN;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join("\n");
}

function driftOf({ drift }: StatusRow): string {
  if (drift === undefined) return "";
  return drift.length === 0 ? colours.green("none") : colours.red(String(drift.length));
}
