import type { Circumstances } from "../run/measure";

/** One run of the engine. */
export interface FailuresRow {
  /** What was so, and what was asked for. */
  readonly what: string;
  /** From the start of the engine to its end. */
  readonly seconds: number;
  /** Hosts that a session was opened on. */
  readonly changed: number;
  /** Agents that the run named as away, with a reason each. */
  readonly named: number;
}

/** What is in bench/results/failures.json. */
export interface FailuresResult extends Circumstances {
  readonly agents: number;
  /** How many agents are away, by how. */
  readonly away: Readonly<Record<string, number>>;
  readonly rows: readonly FailuresRow[];
}

/** A table for people. */
export function printFailures({ agents, away, processors, load, rows }: FailuresResult): string {
  const ways = Object.entries(away).map(([fault, count]) => `${count} ${fault}`);
  return [
    `${agents} agents with a real sshd each, and a manager; away: ${ways.join(", ")}. ${processors} processors, load ${load}.`,
    line("run", "seconds", "changed", "named"),
    ...rows.map(({ what, seconds, changed, named }) =>
      line(what, String(seconds), String(changed), String(named)),
    ),
  ].join("\n");
}

function line(what: string, ...cells: readonly string[]): string {
  return `${what.padEnd(60)}${cells.map((cell) => cell.padEnd(10)).join("")}`.trimEnd();
}
