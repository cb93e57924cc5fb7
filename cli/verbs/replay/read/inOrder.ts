import type { Alert } from "../../../../policy/replay/alerts/alert";

/** How far alerts of one file may be from the order of their times, in milliseconds: threads of analysisd write them. */
export const WINDOW = 60_000;

/** Letters of alerts that wait within the window: of a flood they are more than memory is for. */
const MOST_WAITING = 32 << 20;

/** An alert came so late that the others before it are gone, or too many came at once: all of them must be sorted. */
export class OutOfOrderError extends Error {
  constructor(readonly at: string) {
    super(`${at} is out of order`);
  }
}

/** About how much of memory an alert takes, in letters. */
export function sizeOf({ fullLog = "" }: Alert): number {
  return 600 + fullLog.length;
}

/**
 * Puts alerts into the order of their times, within a window.
 * @param most that may wait, by {@link sizeOf}
 * @throws OutOfOrderError for one that is older than the window, or where more would wait
 */
export async function* inOrder(
  batches: AsyncIterable<Alert[]>,
  most = MOST_WAITING,
): AsyncGenerator<Alert[]> {
  let waiting: Alert[] = [];
  let size = 0;
  let given = -Infinity;
  let newest = -Infinity;
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    for (const alert of batch) {
      if (alert.time < given) throw new OutOfOrderError(`${alert.at.file}:${alert.at.line}`);
      if (alert.time > newest) newest = alert.time;
      waiting.push(alert);
      size += sizeOf(alert);
    }
    waiting.sort(byTime);
    const until = newest - WINDOW;
    let ready = waiting.length;
    while (ready > 0 && (waiting[ready - 1]?.time ?? 0) > until) ready--;
    if (ready > 0) {
      given = until;
      const due = waiting.slice(0, ready);
      for (const alert of due) size -= sizeOf(alert);
      yield due;
      waiting = waiting.slice(ready);
    }
    const [first] = waiting;
    if (first && size > most) throw new OutOfOrderError(`${first.at.file}:${first.at.line}`);
  }
  if (waiting.length > 0) yield waiting;
}

/** By time; of one time by Wazuh's own ids, so that equal alerts of two files stand beside each other. */
export function byTime(a: Alert, b: Alert): number {
  if (a.time !== b.time) return a.time - b.time;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}
