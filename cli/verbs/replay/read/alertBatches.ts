import { isUtf8 } from "node:buffer";

import type { Alert } from "../../../../policy/replay/alerts/alert";
import { readAlert } from "../../../../policy/replay/alerts/readAlert";
import { isWanted, type Wanted } from "../../../../policy/replay/alerts/wanted";
import { bytesOf } from "./bytes";
import type { Faults } from "./faults";
import type { Peers } from "./peers";
import { WINDOW } from "./inOrder";
import { LineScanner, LONGEST_LINE, type FoundLine } from "./scanLines";

/**
 * The alerts of a file that have to be played, in the order in which they stand there, a chunk of the file at a time.
 * @param peers shared by all files
 */
export async function* alertBatches(
  file: string,
  wanted: Wanted,
  faults: Faults,
  peers: Peers,
): AsyncGenerator<Alert[]> {
  const scanner = new LineScanner((rule, level) => isWanted(wanted, rule, level), peers);
  let before = 0;
  let alerts: Alert[] = [];
  let newest = -Infinity;
  const read = (found: readonly FoundLine[], ifCut?: string): void => {
    faults.lines += scanner.lines - before;
    before = scanner.lines;
    for (const line of scanner.tooLong.splice(0))
      faults.add(`a line is longer than ${LONGEST_LINE >> 20} MB`, `${file}:${line}`);
    for (const line of found) {
      const alert = alertIn(line, file, wanted, faults, ifCut);
      if (!alert) continue;
      if (alert.time > newest) newest = alert.time;
      else if (alert.time < newest - WINDOW) faults.outOfOrder(`${file}:${line.line}`);
      alerts.push(alert);
    }
  };
  const end = (ifCut: string): void => {
    const found: FoundLine[] = [];
    scanner.end(found);
    read(found, ifCut);
  };
  const broken = (why: string, lost: number): void => {
    faults.lost(lost);
    if (why === "") return;
    faults.add(why, `${file}:${scanner.lines + 1}`);
    // What comes behind the damage is not the rest of this line.
    end("");
  };
  for await (const chunk of bytesOf(file, broken)) {
    const found: FoundLine[] = [];
    scanner.scan(chunk, found);
    read(found);
    yield alerts;
    alerts = [];
  }
  end("the last line is cut");
  yield alerts;
}

/** @param ifCut said of the line where it is no whole alert; "" where that was said already */
function alertIn(
  { bytes, start, end, line, beside }: FoundLine,
  file: string,
  wanted: Wanted,
  faults: Faults,
  ifCut: string | undefined,
): Alert | undefined {
  const text = bytes.toString("utf8", start, end);
  if (text.includes("\ufffd") && !isUtf8(bytes.subarray(start, end)))
    faults.add("a line holds invalid UTF-8, read as the sign for that", `${file}:${line}`);
  const read = readAlert(text, { file, line }, wanted.fields, wanted.addresses);
  if (read.kind === "finding") {
    faults.finding(`${file}:${line}`);
    return undefined;
  }
  if (read.kind === "wrong") {
    const what = ifCut ?? `a line ${read.why}`;
    if (what !== "" && text.trim() !== "") faults.add(what, `${file}:${line}`);
    return undefined;
  }
  const { rule, level } = read.alert;
  if (isWanted(wanted, rule, level)) return read.alert;
  return beside ? { ...read.alert, beside } : undefined;
}
