import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import type { Alert } from "../../../../policy/replay/alerts/alert";
import { byTime, sizeOf } from "./inOrder";
import type { Source } from "./merge";

/** Letters of alerts that are sorted in memory; beyond, sorted runs of so many lie in files of a temporary folder. */
export const RUN = 16 << 20;
/** Alerts that are read back at once, of all runs together, and of one at most. */
const [BATCHES, BATCH] = [20_000, 500];

/** Sorts any number of alerts, on the disk where they are many. Close it: its folder goes with it. */
export class SortSpool {
  private run: Alert[] = [];
  private runSize = 0;
  private readonly sources: Source[] = [];
  private folder: string | undefined;
  private readonly onExit = (): void => {
    this.close();
  };

  constructor(private readonly size = RUN) {}

  add(batch: readonly Alert[]): void {
    for (const alert of batch) {
      this.run.push(alert);
      this.runSize += sizeOf(alert);
      if (this.runSize >= this.size) this.spill();
    }
  }

  /** All that was added, each source sorted. */
  sorted(): readonly Source[] {
    const last = this.run.sort(byTime);
    const memory = async function* (): AsyncGenerator<Alert[]> {
      yield await Promise.resolve(last);
    };
    return [...this.sources, { from: last[0]?.time ?? Infinity, open: () => memory() }];
  }

  close(): void {
    process.off("exit", this.onExit);
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
    this.folder = undefined;
  }

  private spill(): void {
    if (this.folder === undefined) {
      this.folder = mkdtempSync(join(tmpdir(), "active-response-replay-"));
      process.on("exit", this.onExit);
    }
    const file = join(this.folder, String(this.sources.length));
    const sorted = this.run.sort(byTime);
    // What agents log is nobody's business on this machine.
    const to = openSync(file, "wx", 0o600);
    for (let i = 0; i < sorted.length; i += BATCH)
      writeSync(
        to,
        sorted
          .slice(i, i + BATCH)
          .map((alert) => `${JSON.stringify(alert)}\n`)
          .join(""),
      );
    closeSync(to);
    this.sources.push({
      from: sorted[0]?.time ?? 0,
      open: () =>
        readBack(file, Math.max(1, Math.min(BATCH, Math.floor(BATCHES / this.sources.length)))),
    });
    this.run = [];
    this.runSize = 0;
  }
}

async function* readBack(file: string, most: number): AsyncGenerator<Alert[]> {
  let batch: Alert[] = [];
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Infinity,
  })) {
    batch.push(JSON.parse(line) as Alert);
    if (batch.length < most) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
