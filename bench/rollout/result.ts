import type { Circumstances } from "../run/measure";
import { printProvider, type UsedProvider } from "../run/provider";

/** What a run finds: hosts that had nothing, all scripts new, everything as wanted, one script of three new. */
export const SITUATIONS = ["first", "all", "nothing", "one"] as const;
/** One of them. */
export type Situation = (typeof SITUATIONS)[number];

/** One way on one number of hosts. */
export interface Row {
  readonly hosts: number;
  readonly way: string;
  /** The machine's load when it began. */
  readonly load: number;
  /** Median of the rounds, in seconds; of the first rollout there is one. */
  readonly seconds: Readonly<Record<Situation, number>>;
}

/** What is in bench/results/rollout.json. */
export interface RolloutResult extends Circumstances, UsedProvider {
  readonly rounds: number;
  readonly rows: readonly Row[];
}

/** A table for people: seconds, and in brackets how many times as long as this program takes. */
export function printRollout({ rows, rounds, load, processors, ...result }: RolloutResult): string {
  const lines = [
    `Seconds, median of ${rounds}, ${processors} processors, load ${load}; ${printProvider(result)}; in brackets: times as long as this program.`,
    ["hosts", "way", "first rollout", "all changed", "nothing", "one of three"].map(cell).join(""),
  ];
  for (const { hosts, way, seconds } of rows) {
    const ours = rows.find((row) => row.hosts === hosts && row.way === "program")?.seconds;
    const figures = SITUATIONS.map((one) => {
      const times = ours && way !== "program" ? ` (${(seconds[one] / ours[one]).toFixed(1)})` : "";
      return `${seconds[one]}${times}`;
    });
    lines.push([String(hosts), way, ...figures].map(cell).join(""));
  }
  return lines.join("\n");
}

function cell(text: string): string {
  return text.padEnd(16);
}
