import type { Fault, Input } from "../../../../policy/replay/report/report";
import { printTime } from "../../../../policy/replay/alerts/timestamp";

/** Places of a fault that are named; the rest is counted. */
const NAMED = 5;

interface Counted {
  count: number;
  readonly at: string[];
}

/** What was read, and what in it was passed over. */
export class Faults {
  lines = 0;
  alerts = 0;
  private readonly found = new Map<string, Counted>();
  private readonly duplicates: Counted = { count: 0, at: [] };
  private readonly findings: Counted = { count: 0, at: [] };
  private readonly late: Counted = { count: 0, at: [] };
  private lostBytes = 0;
  private first = Infinity;
  private last = -Infinity;

  /** @param at `FILE:LINE` */
  add(what: string, at: string): void {
    let known = this.found.get(what);
    if (!known) this.found.set(what, (known = { count: 0, at: [] }));
    note(known, at);
  }

  /** Takes packed bytes that could not be unpacked. */
  lost(bytes: number): void {
    this.lostBytes += bytes;
  }

  /** Takes the place of an alert that was read before. */
  duplicate(at: string): void {
    note(this.duplicates, at);
  }

  /** Takes the place of a finding of Wazuh 5. */
  finding(at: string): void {
    note(this.findings, at);
  }

  /** Takes the place of an alert that is older than those before it in its file. */
  outOfOrder(at: string): void {
    note(this.late, at);
  }

  /** Takes the time of an alert that is played. */
  seen(time: number): void {
    this.alerts++;
    if (time < this.first) this.first = time;
    if (time > this.last) this.last = time;
  }

  input(files: readonly string[]): Input {
    const print = (time: number): string => (Number.isFinite(time) ? printTime(time) : "-");
    return {
      files,
      lines: this.lines,
      alerts: this.alerts,
      first: print(this.first),
      last: print(this.last),
      duplicates: this.duplicates,
      findings: this.findings,
      late: this.late,
      lostBytes: this.lostBytes,
      faults: [...this.found].map(([what, { count, at }]): Fault => ({ what, count, at })),
    };
  }
}

function note(into: Counted, at: string): void {
  into.count++;
  if (into.at.length < NAMED) into.at.push(at);
}
