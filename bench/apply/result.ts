import type { Connection } from "./connection";
import type { Circumstances } from "../run/measure";

/** What one apply costs, in milliseconds. */
export interface Cost {
  readonly cpu: number;
  readonly wall: number;
  /** New processes, threads included; undefined where strace is not installed. */
  readonly processes?: number;
}

/** What is in bench/results/apply.json: medians. */
export interface ApplyResult extends Circumstances {
  readonly rounds: number;
  /** Bytes on standard input. */
  readonly bundle: number;
  /** The first apply, of a host that has nothing. */
  readonly first: Cost;
  readonly unchanged: Cost;
  readonly oneFileChanged: Cost;
  /** @default not measured yet */
  readonly connection?: Connection;
}

/** A table for people. */
export function printApply(result: ApplyResult): string {
  const { rounds, load, processors, bundle, first, unchanged, oneFileChanged, connection } = result;
  const rows = { "first apply": first, "one file changed": oneFileChanged, unchanged };
  return [
    `Milliseconds, median of ${rounds}, ${processors} processors, load ${load}; a bundle of ${(bundle / 1000).toFixed(0)} KB.`,
    ["apply", "CPU", "wall", "processes"].map(cell).join("").trimEnd(),
    ...Object.entries(rows).map(([name, { cpu, wall, processes }]) =>
      [name, String(cpu), String(wall), String(processes ?? "")].map(cell).join("").trimEnd(),
    ),
    ...(connection
      ? [
          "",
          `An SSH connection for \`true\`: ${connection.client} ms of processor at the operator's end (OpenSSH), ${connection.host} ms at the host's, ${connection.wall} ms in all.`,
        ]
      : []),
  ].join("\n");
}

function cell(text: string): string {
  return text.padEnd(18);
}
