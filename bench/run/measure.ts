import { cpus, loadavg } from "node:os";

/** The middle value; of an even number the upper of the two in the middle. @throws Error for no value at all */
export function median(values: readonly number[]): number {
  const middle = [...values].sort((a, b) => a - b)[values.length >> 1];
  if (middle === undefined) throw new Error("there is no median of nothing");
  return middle;
}

/** Seconds that some work takes. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** What else the machine was doing: figures of a busy one say little but by their ratios. */
export interface Circumstances {
  readonly when: string;
  readonly processors: number;
  /** Processes that ran or wanted to, in the mean of the last minute. */
  readonly load: number;
}

/** When and on what a figure is measured: the load is the average of the last minute. */
export function circumstances(): Circumstances {
  return {
    when: new Date().toISOString(),
    processors: cpus().length,
    load: Number((loadavg()[0] ?? 0).toFixed(1)),
  };
}

/** Rounds to what a measurement of this kind can say: three digits. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
