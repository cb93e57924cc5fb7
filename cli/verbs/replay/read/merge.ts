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
export async function* merge(sources: readonly Source[]): AsyncGenerator<readonly Alert[]> {
  const closed = [...sources].sort((a, b) => a.from - b.from);
  const opened: Opened[] = [];
  try {
    for (;;) {
      const [first, second] = earliest(opened);
      const next = closed[0];
      if (next && (!first || next.from <= head(first).time)) {
        closed.shift();
        await start(next, opened);
        continue;
      }
      if (!first) return;
      // All of it that comes before anything else does.
      const from = first.at++;
      while (
        first.at < first.batch.length &&
        (!second || byTime(head(first), head(second)) <= 0) &&
        (!next || head(first).time < next.from)
      )
        first.at++;
      yield first.batch.slice(from, first.at);
      if (first.at >= first.batch.length && !(await refill(first)))
        opened.splice(opened.indexOf(first), 1);
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

function earliest(opened: readonly Opened[]): readonly [Opened?, Opened?] {
  let first: Opened | undefined;
  let second: Opened | undefined;
  for (const one of opened)
    if (!first || byTime(head(one), head(first)) < 0) [first, second] = [one, first];
    else if (!second || byTime(head(one), head(second)) < 0) second = one;
  return first ? (second ? [first, second] : [first]) : [];
}

function head({ batch, at }: Opened): Alert {
  return batch[at] as Alert;
}
