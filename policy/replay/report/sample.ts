import type { Alert } from "../alerts/alert";
import { printTime } from "../alerts/timestamp";

/** An alert that speaks for or against something, to be looked up. */
export interface Sample {
  readonly time: string;
  readonly host: string;
  readonly rule: number;
  /** Wazuh's own id. */
  readonly alert: string;
  /** `FILE:LINE`. */
  readonly at: string;
  /** The log line, cut; a client may have written it. */
  readonly log: string;
}

/** Letters of a log line that are kept. */
const LONGEST = 240;

let last: readonly [Alert, Sample] | undefined;

/** What is kept of an alert; the same object for one that was asked for last. */
export function sampleOf(alert: Alert): Sample {
  if (last?.[0] === alert) return last[1];
  const { time, agentName, rule, id, at, fullLog = "" } = alert;
  const sample = {
    time: printTime(time),
    host: agentName,
    rule,
    alert: id,
    at: `${at.file}:${at.line}`,
    log: fullLog.length > LONGEST ? `${cut(fullLog)}...` : fullLog,
  };
  last = [alert, sample];
  return sample;
}

/** The beginning of a text, as bytes of its own: a part of a text holds the whole of it in memory. */
function cut(text: string): string {
  return Buffer.from(text.slice(0, LONGEST), "utf16le").toString("utf16le");
}

/** Adds to a list that holds so many at most. */
export function addUpTo<T>(list: T[], most: number, one: T): void {
  if (list.length < most) list.push(one);
}

/** Adds a text to a list that holds each once, and so many at most. */
export function addNew<T>(list: T[], most: number, one: T): void {
  if (list.length < most && !list.includes(one)) list.push(one);
}
