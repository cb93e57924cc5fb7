import type { Observed } from "../../plan/readObserved";
import type { Alert } from "../alerts/alert";
import { printTime } from "../alerts/timestamp";
import { networkOf } from "../judge/network";
import { peerOf } from "../judge/peer";
import { acts, type Decision } from "../play/decision";
import type { Played } from "../play/player";
import { addUpTo, sampleOf, type Sample } from "./sample";

/** All that would have been done to one address, account or program. */
export interface Acted {
  readonly kind: Decision["kind"];
  readonly subject: string;
  times: number;
  readonly hosts: Set<string>;
  readonly rules: Set<number>;
  readonly first: number;
  last: number;
  /** Attempts that were seen of an address before its first block. */
  readonly attemptsBefore: number;
  /** Whole hours since 1970. */
  readonly hours: Set<number>;
  /** Alerts of it that had not been written, because it was blocked where they came from. */
  saved: number;
  /** Log-ins among those. */
  lockedOut: number;
  /** By an executable that is not ours. */
  foreign: boolean;
  readonly samples: Sample[];
  readonly against: Sample[];
}

/** What one host would have come to. */
export interface HostTally {
  blocks: number;
  storms: number;
  stopped: number;
  readonly hours: Map<number, number>;
}

const FEW = 3;
/** Rows of the table, and subjects, that are kept; the rest is counted. */
const MOST_ROWS = 50_000;

/** Sums up what a policy would have done. */
export class Tally {
  readonly acted = new Map<string, Acted>();
  readonly hosts = new Map<string, HostTally>();
  /** Hour -> rule -> actions. */
  readonly hours = new Map<number, Map<number, number>>();
  /** Decisions by their words. */
  readonly words = new Map<string, number>();
  /** Decisions by the index of their response. */
  readonly fired = new Map<number, number>();
  readonly rows = new Map<string, Observed>();
  moreRows = 0;
  saved = 0;
  throughWindow = 0;
  readonly throughWindowSubjects = new Set<string>();

  /** Takes an alert with what became of it. @param attempts failed ones seen of its address, this one too */
  take(alert: Alert, { saved, decisions }: Played, isLogin: boolean, attempts: number): void {
    if (saved) this.takeSaved(alert, isLogin);
    for (const decision of decisions) this.decision(decision, attempts);
  }

  private takeSaved(alert: Alert, isLogin: boolean): void {
    this.saved++;
    const peer = peerOf(alert);
    // Not blocked by itself: then the network that holds it.
    const acted =
      this.acted.get(keyOf("address", peer)) ?? this.acted.get(keyOf("address", networkOf(peer)));
    if (!acted) return;
    acted.saved++;
    if (!isLogin) return;
    acted.lockedOut++;
    addUpTo(acted.against, FEW, sampleOf(alert));
  }

  private decision(decision: Decision, attempts: number): void {
    const { word, response, rule, host, alert, storm, throughWindow } = decision;
    this.words.set(word, (this.words.get(word) ?? 0) + 1);
    if (response !== undefined && word !== "blank")
      this.fired.set(response, (this.fired.get(response) ?? 0) + 1);
    this.row(decision);
    const hostTally = this.hostOf(host);
    if (word === "stopped") hostTally.stopped++;
    if (!acts(decision)) return;
    if (storm) hostTally.storms++;
    hostTally.blocks++;
    const hour = Math.floor(alert.time / 3_600_000);
    hostTally.hours.set(hour, (hostTally.hours.get(hour) ?? 0) + 1);
    const rules = this.hours.get(hour) ?? new Map<number, number>();
    this.hours.set(hour, rules.set(rule, (rules.get(rule) ?? 0) + 1));
    if (throughWindow) {
      this.throughWindow++;
      this.throughWindowSubjects.add(decision.subject);
    }
    this.action(decision, hour, attempts);
  }

  private action(
    { kind, subject, host, rule, alert, why }: Decision,
    hour: number,
    attempts: number,
  ): void {
    const key = keyOf(kind, subject);
    let acted = this.acted.get(key);
    if (!acted) {
      acted = {
        kind,
        subject,
        times: 0,
        hosts: new Set(),
        rules: new Set(),
        first: alert.time,
        last: alert.time,
        attemptsBefore: attempts,
        hours: new Set(),
        saved: 0,
        lockedOut: 0,
        foreign: false,
        samples: [],
        against: [],
      };
      this.acted.set(key, acted);
    }
    acted.times++;
    acted.hosts.add(host);
    acted.rules.add(rule);
    acted.last = alert.time;
    acted.hours.add(hour);
    acted.foreign ||= why.includes("by the stock");
    addUpTo(acted.samples, FEW, sampleOf(alert));
  }

  private row({ rule, host, subject, word, why, seconds, alert }: Decision): void {
    const what = sayingOf(word, why, seconds);
    const key = `${rule}\u0000${host}\u0000${subject}\u0000${what}`;
    const last = printTime(alert.time);
    const known = this.rows.get(key);
    if (!known && this.rows.size >= MOST_ROWS) this.moreRows++;
    else
      this.rows.set(
        key,
        known
          ? { ...known, times: known.times + 1, last }
          : { rule: String(rule), host, subject, what, times: 1, first: last, last },
      );
  }

  private hostOf(host: string): HostTally {
    let tally = this.hosts.get(host);
    if (!tally) {
      tally = { blocks: 0, storms: 0, stopped: 0, hours: new Map() };
      this.hosts.set(host, tally);
    }
    return tally;
  }
}

/** By which an address, an account or a program is told from all others. */
export function keyOf(kind: Decision["kind"], subject: string): string {
  return `${kind}\u0000${subject}`;
}

/** In the words of `observed`, behind "would have". */
function sayingOf(word: Decision["word"], why: string, seconds = 0): string {
  switch (word) {
    case "blocked":
      return why.includes("by the stock")
        ? `blocked it for ${seconds}s by the stock firewall-drop`
        : `blocked it for ${seconds}s`;
    case "locked":
      return "locked it";
    case "killed":
      return "killed its processes";
    case "ran":
      return "run it";
    case "already active":
      return "nothing: active already";
    case "white-listed":
      return `nothing: white-listed (${why})`;
    default:
      return `nothing: ${word} (${why})`;
  }
}
