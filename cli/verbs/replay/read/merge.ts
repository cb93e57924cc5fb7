import type { Alert } from "../../../../policy/replay/alerts/alert";
import { byTime } from "./inOrder";

/** Alerts in the order of their times, that are opened when their time has come. */
export interface Source {
  /** No alert of it is earlier, in milliseconds since 1970. */
  readonly from: number;
  readonly open: () => AsyncIterator<Alert[]>;
}

interface Opened {
  readonly batches: AsyncIterator<Alert[]>;
  batch: Alert[];
  at: number;
}

/** Merges sources by the times of their alerts. Those whose time has not come are not opened, so that few are at a time. */
export async function* merge(sources: readonly Source[]): AsyncGenerator<Alert> {
  const closed = [...sources].sort((a, b) => a.from - b.from);
  const opened: Opened[] = [];
  try {
    for (;;) {
      let first = earliest(opened);
      const next = closed[0];
      if (next && (!first || next.from <= timeOf(first))) {
        closed.shift();
        await start(next, opened);
        continue;
      }
      if (!first) return;
      yield first.batch[first.at] as Alert;
      if (++first.at >= first.batch.length && !(await refill(first)))
        opened.splice(opened.indexOf(first), 1);
      first = undefined;
    }
  } finally {
    for (const { batches } of opened) await batches.return?.();
  }
}

async function start(source: Source, opened: Opened[]): Promise<void> {
  const one: Opened = { batches: source.open(), batch: [], at: 0 };
  if (await refill(one)) opened.push(one);
}

async function refill(one: Opened): Promise<boolean> {
  for (;;) {
    const { value, done } = (await one.batches.next()) as IteratorResult<Alert[], undefined>;
    if (done === true) return false;
    if (value.length === 0) continue;
    one.batch = value;
    one.at = 0;
    return true;
  }
}

function earliest(opened: readonly Opened[]): Opened | undefined {
  let first = opened[0];
  for (let i = 1; i < opened.length; i++) {
    const one = opened[i];
    if (one && first && byTime(head(one), head(first)) < 0) first = one;
  }
  return first;
}

function head({ batch, at }: Opened): Alert {
  return batch[at] as Alert;
}

function timeOf(one: Opened): number {
  return head(one).time;
}
