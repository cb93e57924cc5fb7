import type { Circumstances } from "../run/measure";
import { printProvider, type UsedProvider } from "../run/provider";
import type { Kind, Took } from "./processes";

/**
 * When the state is written: after every step, as Pulumi does by itself; once, at the end; or once, by an engine and a
 * program that are told to be sparing of memory.
 */
export type Checkpoints = "every" | "last" | "lean";

const WRITTEN: Readonly<Record<Checkpoints, string>> = {
  every: "every step",
  last: "at the end",
  lean: "at end, lean",
};

/** One fleet, rolled out in one way. */
export interface ScaleRow {
  readonly agents: number;
  readonly checkpoints: Checkpoints;
  readonly load: number;
  /** Seconds of the first up; undefined where it was ended after the limit. */
  readonly up?: number;
  /** Seconds of the preview with nothing to do. */
  readonly preview?: number;
  /** Bytes of the state on disk, and of what a host was sent in the mean. */
  readonly state?: number;
  readonly sent?: number;
  /** Connections at the same time, at most. */
  readonly most?: number;
  /** Processor time of each process in that up, in seconds: says more than seconds where the machine is busy. */
  readonly cpu?: Took["cpu"];
  /** Greatest memory of each process in it, in MB. */
  readonly memory?: Took["memory"];
}

/** What is in bench/results/scale.json. */
export interface ScaleResult extends Circumstances, UsedProvider {
  /** Longest time that an up was given, in seconds. */
  readonly limit: number;
  readonly rows: readonly ScaleRow[];
}

/** Milliseconds that an agent adds to an up: what is left without the time of a stack that has none. */
export function perHost(rows: readonly ScaleRow[], row: ScaleRow): number | undefined {
  const none = rows.find((one) => one.agents === 0 && one.checkpoints === row.checkpoints)?.up;
  if (row.up === undefined || none === undefined || row.agents === 0) return undefined;
  return Math.round(((row.up - none) / row.agents) * 1000);
}

const HEAD = [
  "agents",
  "state written",
  "up",
  "ms a host",
  "preview",
  "state",
  "a host",
  "sent",
  "CPU e/p/p",
  "memory e/p/p",
];

/** A table for people. */
export function printScale({ rows, limit, load, processors, ...result }: ScaleResult): string {
  const lines = rows.map((row) => {
    const { agents, checkpoints, up, preview, state, sent, cpu, memory } = row;
    return [
      String(agents),
      WRITTEN[checkpoints],
      up === undefined ? `over ${limit} s` : `${up} s`,
      String(perHost(rows, row) ?? ""),
      preview === undefined ? "" : `${preview} s`,
      state === undefined ? "" : `${(state / 1e6).toFixed(2)} MB`,
      state === undefined || agents === 0 ? "" : `${(state / agents / 1000).toFixed(1)} KB`,
      sent === undefined ? "" : `${(sent / 1000).toFixed(1)} KB`,
      each(cpu),
      each(memory),
    ];
  });
  return [
    `${processors} processors, load ${load}; CPU of the up in seconds and memory in MB: engine, program, provider (${printProvider(result)}).`,
    ...[HEAD, ...lines].map((cells) =>
      cells
        .map((cell) => cell.padEnd(14))
        .join("")
        .trimEnd(),
    ),
  ].join("\n");
}

function each(of: Readonly<Record<Kind, number>> | undefined): string {
  return of ? `${of.engine}/${of.program}/${of.provider}` : "";
}
