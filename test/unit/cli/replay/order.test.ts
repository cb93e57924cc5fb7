import { inOrder, OutOfOrderError } from "../../../../cli/verbs/replay/read/inOrder";
import { merge } from "../../../../cli/verbs/replay/read/merge";
import { SortSpool } from "../../../../cli/verbs/replay/read/sortSpool";
import type { Alert } from "../../../../policy/replay/alerts/alert";
import { readAlert } from "../../../../policy/replay/alerts/readAlert";
import { failure } from "./project";

function alertAt(seconds: number): Alert {
  const read = readAlert(failure(seconds), { file: "a", line: seconds }, []);
  if (read.kind !== "alert") throw new Error("it is an alert");
  return read.alert;
}

async function* batchesOf(...batches: readonly number[][]): AsyncGenerator<Alert[]> {
  for (const batch of batches) yield await Promise.resolve(batch.map(alertAt));
}

it("lets no more alerts wait than memory is for: they are sorted on the disk", async () => {
  const times: number[] = [];
  const read = async (most: number): Promise<void> => {
    for await (const batch of inOrder(batchesOf([3, 1], [2, 90], [95, 91]), most))
      times.push(...batch.map(({ at }) => at.line));
  };
  await read(10_000);
  expect(times).toEqual([1, 2, 3, 90, 91, 95]);
  await expect(read(1400)).rejects.toThrow(new OutOfOrderError("a:90"));
});

it("sorts any number on the disk, and leaves nothing there", async () => {
  // Of three alerts each.
  const spool = new SortSpool(2000);
  const all = Array.from({ length: 200 }, (_, i) => (i * 37) % 200);
  try {
    for await (const batch of batchesOf(all)) spool.add(batch);
    const sources = spool.sorted();
    expect(sources.length).toBeGreaterThan(60);
    const times: number[] = [];
    for await (const batch of merge(sources)) times.push(...batch.map(({ at }) => at.line));
    expect(times).toEqual([...all].sort((a, b) => a - b));
  } finally {
    spool.close();
  }
});
