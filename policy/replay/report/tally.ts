import type { Observed } from "../../plan/readObserved";
import type { Alert } from "../alerts/alert";
import { printTime } from "../alerts/timestamp";
import { networkOf } from "../judge/network";
import { peerOf } from "../judge/peer";
import { acts, type Decision } from "../play/decision";
import type { Played } from "../play/player";
import { ROOM, type Room } from "../budget";
import type { Acted } from "./acted";
import { Folded } from "./folded";
import { addNew, sampleOf } from "./sample";

/** What one host would have come to. */
export interface HostTally {
  blocks: number;
  /** How often the storm mark was crossed. */
  storms: number;
  /** How often the breaker began to stop what came. */
  breaks: number;
  stopped: number;
  readonly hours: Map<number, number>;
}

const FEW = 3;
/** Hosts that are named of one subject. */
const MOST_HOSTS = 10;

/** Sums up what a policy would have done. */
export class Tally {
  /** By {@link keyOf}; those at which something was done last are the last. */
  readonly acted = new Map<string, Acted>();
  /** Those that are kept as numbers only. */
  readonly folded = new Folded();
  readonly hosts = new Map<string, HostTally>();
  /** Hour -> rule -> actions. */
  readonly hours = new Map<number, Map<number, number>>();
  /** Decisions by their words. */
  readonly words = new Map<string, number>();
  /** Decisions by the index of their response. */
  readonly fired = new Map<number, number>();
  readonly rows = new Map<string, Observed>();
  moreRows = 0;
  /** Actions that the timeline does not hold, since there were too many hours. */
  untimed = 0;
  saved = 0;
  throughWindow = 0;
  private hoursKept = 0;
  private hostHours = 0;

  /** @param room rows beyond it are counted; hours beyond it move the last one of their subject */
  constructor(private readonly room: Pick<Room, "rows" | "hours"> = ROOM) {}

  /** Takes an alert with what became of it. @param attempts failed ones seen of its address, this one too */
  take(alert: Alert, { saved, decisions }: Played, isLogin: boolean, attempts: number): void {
    if (saved) this.takeSaved(alert, isLogin);
    for (const decision of decisions) this.decision(decision, attempts);
  }

  /**
   * Lets the alerts go that were kept for what nobody will ask for, so that memory stays small.
   * @param before the last time of what is looked at, in milliseconds since 1970
   * @param isHarm true where alerts must be kept
   */
  settle(before: number, isHarm: (acted: Acted) => boolean): void {
    for (const acted of this.acted.values()) {
      // A program is harm by what is seen of it later, too.
      const mayBe = acted.kind === "process" || acted.last >= before;
      if (acted.settled || mayBe || isHarm(acted)) continue;
      acted.settled = true;
      acted.samples.length = 0;
    }
  }

  /** Keeps a subject as a number only. @returns what was known of it */
  fold(key: string, isHarm: boolean): Acted | undefined {
    const acted = this.acted.get(key);
    if (!acted) return undefined;
    this.acted.delete(key);
    this.hoursKept -= acted.hours.length;
    this.folded.add(acted, isHarm);
    return acted;
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
    if (acted.against.length < FEW) acted.against.push(sampleOf(alert));
  }

  private decision(decision: Decision, attempts: number): void {
    const { word, response, rule, host, alert, crossed, throughWindow } = decision;
    this.words.set(word, (this.words.get(word) ?? 0) + 1);
    if (response !== undefined && word !== "blank")
      this.fired.set(response, (this.fired.get(response) ?? 0) + 1);
    this.row(decision);
    const hostTally = this.hostOf(host);
    if (word === "stopped") {
      hostTally.stopped++;
      if (crossed) hostTally.breaks++;
    }
    if (!acts(decision)) return;
    if (crossed) hostTally.storms++;
    hostTally.blocks++;
    const hour = Math.floor(alert.time / 3_600_000);
    if (this.hostHours < this.room.hours || hostTally.hours.has(hour)) {
      if (!hostTally.hours.has(hour)) this.hostHours++;
      hostTally.hours.set(hour, (hostTally.hours.get(hour) ?? 0) + 1);
      const rules = this.hours.get(hour) ?? new Map<number, number>();
      this.hours.set(hour, rules.set(rule, (rules.get(rule) ?? 0) + 1));
    } else this.untimed++;
    if (throughWindow) this.throughWindow++;
    this.action(decision, hour, attempts);
  }

  private action(
    { kind, subject, host, rule, alert, why, script, throughWindow }: Decision,
    hour: number,
    attempts: number,
  ): void {
    const key = keyOf(kind, subject, script);
    let acted = this.acted.get(key);
    if (!acted) {
      acted = {
        kind,
        subject,
        script,
        times: 0,
        // Lists that were begun empty take room for many.
        hosts: [host],
        rules: [rule],
        first: alert.time,
        last: alert.time,
        attemptsBefore: attempts,
        hours: [hour],
        saved: 0,
        lockedOut: 0,
        foreign: false,
        samples: [sampleOf(alert)],
        against: [],
        settled: false,
        throughWindow: false,
      };
      this.hoursKept++;
    } else if (acted.samples.length < FEW) acted.samples.push(sampleOf(alert));
    this.acted.delete(key);
    this.acted.set(key, acted);
    acted.times++;
    addNew(acted.hosts, MOST_HOSTS, host);
    addNew(acted.rules, Infinity, rule);
    acted.last = alert.time;
    acted.settled = false;
    acted.throughWindow ||= throughWindow === true;
    this.addHour(acted.hours, hour);
    acted.foreign ||= why.includes("by the stock");
  }

  private addHour(hours: number[], hour: number): void {
    if (hours.at(-1) === hour) return;
    if (hours.length > 1 && this.hoursKept >= this.room.hours) {
      hours[hours.length - 1] = hour;
      return;
    }
    hours.push(hour);
    this.hoursKept++;
  }

  private row({ rule, host, subject, word, why, seconds, alert, script }: Decision): void {
    const what = sayingOf(word, why, seconds, script);
    const key = `${rule}\u0000${host}\u0000${subject}\u0000${what}`;
    const last = printTime(alert.time);
    const known = this.rows.get(key);
    this.rows.set(
      key,
      known
        ? { ...known, times: known.times + 1, last }
        : { rule: String(rule), host, subject, what, times: 1, first: last, last },
    );
    if (this.rows.size > this.room.rows) this.dropRows();
  }

  /** Lets the rarest half of the rows go, the oldest of those first. */
  private dropRows(): void {
    const counts = [...this.rows.values()].map(({ times }) => times).sort((a, b) => a - b);
    const most = counts[counts.length >> 1] ?? 0;
    for (const [key, { times }] of this.rows) {
      if (times > most || this.rows.size <= this.room.rows / 2) continue;
      this.rows.delete(key);
      this.moreRows++;
    }
  }

  private hostOf(host: string): HostTally {
    let tally = this.hosts.get(host);
    if (!tally) {
      tally = { blocks: 0, storms: 0, breaks: 0, stopped: 0, hours: new Map() };
      this.hosts.set(host, tally);
    }
    return tally;
  }
}

/** By which an address, an account or a program is told from all others. */
export function keyOf(kind: Decision["kind"], subject: string, script = ""): string {
  return `${kind}\u0000${subject}\u0000${script}`;
}

/** In the words of `observed`, behind "would have". */
function sayingOf(word: Decision["word"], why: string, seconds = 0, script = "it"): string {
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
      return `run ${script}`;
    case "already active":
      return "nothing: active already";
    case "white-listed":
      return `nothing: white-listed (${why})`;
    default:
      return `nothing: ${word} (${why})`;
  }
}
