import type { Fault, Input } from "../../../../policy/replay/report/report";
import { printTime } from "../../../../policy/replay/alerts/timestamp";

/** Places of a fault that are named; the rest is counted. */
const NAMED = 5;

/** What was read, and what in it was passed over. */
export class Faults {
  lines = 0;
  alerts = 0;
  duplicates = 0;
  findings = 0;
  private readonly found = new Map<string, { count: number; at: string[] }>();
  private first = Infinity;
  private last = -Infinity;

  /** @param at `FILE:LINE`, or the file where no line can be told */
  add(what: string, at: string): void {
    const known = this.found.get(what) ?? { count: 0, at: [] };
    known.count++;
    if (known.at.length < NAMED) known.at.push(at);
    this.found.set(what, known);
  }

  /** Takes the time of an alert that is played. */
  seen(time: number): void {
    this.alerts++;
    if (time < this.first) this.first = time;
    if (time > this.last) this.last = time;
  }

  /** True where something was passed over. */
  get any(): boolean {
    return this.found.size > 0;
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
      faults: [...this.found].map(([what, { count, at }]): Fault => ({ what, count, at })),
    };
  }
}
