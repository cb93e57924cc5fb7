import { createReadStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import type { Alert } from "../../../../policy/replay/alerts/alert";
import { byTime } from "./inOrder";
import type { Source } from "./merge";

/** Alerts that are sorted in memory; beyond, sorted runs of so many lie in files of a temporary folder. */
export const RUN = 50_000;
/** Alerts of a run that are read back at once. */
const BATCH = 500;

/** Sorts any number of alerts, on the disk where they are many. Close it: its folder goes with it. */
export class SortSpool {
  private run: Alert[] = [];
  private readonly sources: Source[] = [];
  private folder: string | undefined;
  private readonly onExit = (): void => {
    this.close();
  };

  constructor(private readonly size = RUN) {}

  add(batch: readonly Alert[]): void {
    for (const alert of batch) this.run.push(alert);
    if (this.run.length >= this.size) this.spill();
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
    writeFileSync(file, sorted.map((alert) => `${JSON.stringify(alert)}\n`).join(""), {
      mode: 0o600,
    });
    this.sources.push({ from: sorted[0]?.time ?? 0, open: () => readBack(file) });
    this.run = [];
  }
}

async function* readBack(file: string): AsyncGenerator<Alert[]> {
  let batch: Alert[] = [];
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Infinity,
  })) {
    batch.push(JSON.parse(line) as Alert);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
