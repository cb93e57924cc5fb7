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

/** What is kept of an alert. */
export function sampleOf({ time, agentName, rule, id, at, fullLog = "" }: Alert): Sample {
  return {
    time: printTime(time),
    host: agentName,
    rule,
    alert: id,
    at: `${at.file}:${at.line}`,
    log: fullLog.length > LONGEST ? `${fullLog.slice(0, LONGEST)}...` : fullLog,
  };
}

/** Adds to a list that holds so many at most. */
export function addUpTo<T>(list: T[], most: number, one: T): void {
  if (list.length < most) list.push(one);
}

/** Adds a text to a list that holds each once, and so many at most. */
export function addNew<T>(list: T[], most: number, one: T): void {
  if (list.length < most && !list.includes(one)) list.push(one);
}
