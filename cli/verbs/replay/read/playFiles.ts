import { setFlagsFromString } from "node:v8";

import type { Alert } from "../../../../policy/replay/alerts/alert";
import { readAlert } from "../../../../policy/replay/alerts/readAlert";
import type { Wanted } from "../../../../policy/replay/alerts/wanted";
import { alertBatches } from "./alertBatches";
import { bytesOf } from "./bytes";
import { Faults } from "./faults";
import { inOrder, OutOfOrderError, WINDOW } from "./inOrder";
import { merge, type Source } from "./merge";
import { Peers } from "./peers";
import { LineScanner, type FoundLine } from "./scanLines";
import { SortSpool } from "./sortSpool";

/** Subjects beyond which memory counts for more than time, and alerts after which they are counted. */
const [MANY, LOOK] = [5000, 2000];

/** Plays the alerts of files for somebody. */
export interface Playing {
  readonly wanted: Wanted;
  /** Takes each alert once, in the order of their times. */
  readonly take: (alert: Alert) => void;
  /** How many subjects are held. @default few */
  readonly held?: () => number;
  /** No earlier alert is taken, in milliseconds since 1970. @default all are */
  readonly since?: number;
}

/**
 * Plays files by the times of their alerts, each alert once, in memory that does not grow with them. Files whose alerts are in
 * order, nearly, are read once; others, and standard input, are sorted on the disk.
 * @param start makes what alerts are played for; called again where a second reading is needed
 * @throws UsageError for a file that cannot be read
 */
export async function playFiles<T extends Playing>(
  files: readonly string[],
  start: () => T,
): Promise<{ readonly played: T; readonly faults: Faults }> {
  if (!files.includes("-")) {
    try {
      const faults = new Faults();
      const played = start();
      await playAll(await sourcesOf(files, played.wanted, faults), played, faults);
      return { played, faults };
    } catch (error) {
      if (!(error instanceof OutOfOrderError)) throw error;
    }
  }
  return playSorted(files, start());
}

async function playSorted<T extends Playing>(
  files: readonly string[],
  played: T,
): Promise<{ readonly played: T; readonly faults: Faults }> {
  const faults = new Faults();
  const peers = new Peers(played.wanted.addresses);
  const spool = new SortSpool();
  try {
    for (const file of files)
      for await (const batch of alertBatches(file, played.wanted, faults, peers)) spool.add(batch);
    await playAll(spool.sorted(), played, faults);
  } finally {
    spool.close();
  }
  return { played, faults };
}

async function playAll(
  sources: readonly Source[],
  { take, held = () => 0, since = -Infinity }: Playing,
  faults: Faults,
): Promise<void> {
  let now = -Infinity;
  const seen = new Set<string>();
  for await (const batch of merge(sources))
    for (const alert of batch) {
      if (alert.time !== now) seen.clear();
      now = alert.time;
      if (alert.id !== "") {
        const id = `${alert.id} ${alert.manager}`;
        if (seen.has(id)) {
          faults.duplicate(`${alert.at.file}:${alert.at.line}`);
          continue;
        }
        seen.add(id);
      }
      if (alert.time < since) continue;
      if (alert.beside !== true) faults.seen(alert.time);
      take(alert);
      // Else V8 lets its heap grow to a multiple of what is held, before it looks.
      if (faults.alerts % LOOK === 0 && held() > MANY) setFlagsFromString("--optimize-for-size");
    }
}

async function sourcesOf(
  files: readonly string[],
  wanted: Wanted,
  faults: Faults,
): Promise<readonly Source[]> {
  const peers = new Peers(wanted.addresses);
  return Promise.all(
    files.map(async (file): Promise<Source> => ({
      from: files.length === 1 ? -Infinity : (await firstTime(file)) - WINDOW,
      open: () => inOrder(alertBatches(file, wanted, faults, peers)),
    })),
  );
}

/** The time of the first alert in a file; so long ago that it is opened first where none can be told. */
async function firstTime(file: string): Promise<number> {
  const scanner = new LineScanner(() => true);
  for await (const chunk of bytesOf(file, () => undefined)) {
    const found: FoundLine[] = [];
    scanner.scan(chunk, found);
    for (const { bytes, start, end, line } of found.slice(0, 100)) {
      const read = readAlert(bytes.toString("utf8", start, end), { file, line }, []);
      if (read.kind === "alert") return read.alert.time;
    }
    if (found.length > 0) break;
  }
  return -Infinity;
}
