import type { Circumstances } from "../run/measure";

/** One way of looking at the same file. */
export interface ReplayWay {
  readonly way: "zcat and grep" | "replay" | "zcat and jq";
  /** Wall time in seconds, the middle of all rounds. */
  readonly seconds: number;
  /** Of all processors together. */
  readonly processorSeconds: number;
  /** Largest process, in MB. */
  readonly megabytes: number;
}

/** What is in bench/results/replay.json. */
export interface ReplayResult extends Circumstances {
  readonly alerts: number;
  /** Of the file, unpacked and packed, in MB. */
  readonly plain: number;
  readonly packed: number;
  readonly rounds: number;
  readonly ways: readonly ReplayWay[];
}

/** Wall time of replay beside `zcat | grep -c`; undefined where one was not measured. */
export function beside({ ways }: ReplayResult): number | undefined {
  const of = (way: string): number | undefined => ways.find((one) => one.way === way)?.seconds;
  const [grep, replay] = [of("zcat and grep"), of("replay")];
  return grep === undefined || replay === undefined ? undefined : replay / grep;
}

/** A table for people. */
export function printReplay(result: ReplayResult): string {
  const { alerts, plain, packed, rounds, ways, processors, load } = result;
  return [
    `${alerts} alerts, ${plain} MB plain, ${packed} MB packed; the middle of ${rounds}, ${processors} processors, load ${load}.`,
    `${"".padEnd(16)}${"seconds".padEnd(12)}${"of processors".padEnd(16)}largest process, MB`,
    ...ways.map(
      ({ way, seconds, processorSeconds, megabytes }) =>
        `${way.padEnd(16)}${String(seconds).padEnd(12)}${String(processorSeconds).padEnd(16)}${megabytes}`,
    ),
  ].join("\n");
}
