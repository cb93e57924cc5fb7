import { processesOf } from "./play/scripts";
import type { Fleet } from "../model/fleet";
import { hostsOf } from "../model/fleet";
import type { Policy } from "../model/policy";
import { stockRule } from "../wazuh/stock/stockRules";
import type { Alert } from "./alerts/alert";
import { ROOM, type Room } from "./budget";
import { together, wantedOf, type Wanted } from "./alerts/wanted";
import { addressOf } from "./judge/address";
import { networkOf } from "./judge/network";
import { peerOf } from "./judge/peer";
import { Bounds } from "./play/hostState";
import { Player } from "./play/player";
import { compare } from "./report/compare";
import { Evidence } from "./report/evidence";
import { Folding } from "./report/folding";
import { gainOf, hostRows, silentOf } from "./report/gain";
import { harmOf, type HarmSettings } from "./report/harm";
import { notKnown } from "./report/notKnown";
import type { Harm, Input, Report } from "./report/report";
import { keyOf, Tally } from "./report/tally";
import { timelineOf } from "./report/timeline";

/** A policy with the fleet that it is for. */
export interface Side {
  /** As people call it: prod, prod@HEAD~1. */
  readonly name: string;
  readonly policy: Policy;
  readonly fleet: Fleet;
  /** What of it is not known, a sentence each. @default nothing */
  readonly lacks?: readonly string[];
}

/** What is asked of a replay beside its alerts. */
export interface ReplaySettings extends Omit<HarmSettings, "ours"> {
  readonly now: Side;
  /** Another policy, to be set beside it. */
  readonly then?: Side;
  /** The address of whoever asks. @default not known */
  readonly operator?: string;
  /** How much is kept. @default {@link ROOM} */
  readonly room?: Room;
}

interface Played {
  readonly side: Side;
  readonly player: Player;
  readonly tally: Tally;
}

const DAY = 86_400_000;
/** Alerts after which what is long past is let go. */
const SETTLE = 100_000;
/** Rows of a report's table. */
const MOST_ROWS = 10_000;

/** Plays alerts under one policy or two, and says what they would have done. */
export class Replay {
  /** The alerts that have to be taken; others change nothing. */
  readonly wanted: Wanted;
  private readonly sides: readonly [Played, ...Played[]];
  private readonly evidence: Evidence;
  private readonly folding: Folding;
  /** Alerts after which it is looked whether anything is too much. */
  private readonly foldEvery: number;
  private taken = 0;
  private readonly strangeRules = new Map<number, number>();
  private readonly strangeAgents = new Set<string>();
  private readonly overwritten = new Set<number>();

  constructor(private readonly settings: ReplaySettings) {
    const { now, then, room = ROOM } = settings;
    const sides = then ? [now, then] : [now];
    // Both sides share it.
    const [subjects, blocks] = [room.subjects, room.blocks].map((most) =>
      Math.floor(most / sides.length),
    ) as [number, number];
    this.sides = [played(now, room, blocks), ...(then ? [played(then, room, blocks)] : [])];
    this.folding = new Folding(subjects);
    this.foldEvery = Math.ceil(subjects / 8);
    this.wanted = together(sides.map(({ policy }) => wantedOf(policy)));
    const processes = processesOf(sides.flatMap(({ policy }) => policy.responses));
    this.evidence = new Evidence(processes, room);
  }

  /** Takes the next alert, in the order of their times. */
  take(alert: Alert): void {
    if (alert.beside) {
      for (const { player, tally } of this.sides) tally.take(alert, player.play(alert), false, 0);
      return;
    }
    const isLogin = this.evidence.take(alert);
    const [{ player: now }] = this.sides;
    const stock = stockRule(alert.rule);
    if (stock === undefined && !now.analysisd.rules.isOwn(alert.rule))
      this.strangeRules.set(alert.rule, (this.strangeRules.get(alert.rule) ?? 0) + 1);
    if (stock !== undefined && stock.level !== alert.level) this.overwritten.add(alert.rule);
    if (alert.agentId !== "000" && !now.targets.has(alert.agentName))
      this.strangeAgents.add(alert.agentName);
    const attempts = this.evidence.attempts.get(peerOf(alert))?.count ?? 0;
    for (const { player, tally } of this.sides)
      tally.take(alert, player.play(alert), isLogin, attempts);
    if (++this.taken % SETTLE === 0) this.settle(alert.time);
    if (this.taken % this.foldEvery === 0) this.fold(alert.time);
  }

  /** Addresses and accounts that are held one by one. */
  held(): number {
    return this.evidence.attempts.size + this.evidence.fromAddress.size;
  }

  private fold(now: number): void {
    const settings = this.sides.map(({ side }) => this.harmSettings(side));
    const tallies = this.sides.map(({ tally }) => tally);
    const before = now - (this.settings.days + 1) * DAY;
    this.folding.fold(
      tallies,
      (acted, side) => {
        const its = settings[side];
        return its && harmOf(acted, this.evidence, its)?.weight;
      },
      before,
    );
    this.evidence.fold(before, (address) =>
      tallies.some(
        ({ acted }) =>
          acted.has(keyOf("address", address)) || acted.has(keyOf("address", networkOf(address))),
      ),
    );
  }

  /** What was done longer ago than a log-in may be is never harm by a later one. */
  private settle(now: number): void {
    for (const { side, tally } of this.sides) {
      const settings = this.harmSettings(side);
      tally.settle(
        now - (this.settings.days + 1) * DAY,
        (acted) => harmOf(acted, this.evidence, settings) !== undefined,
      );
    }
  }

  private harmSettings({ fleet }: Side): HarmSettings {
    return { ...this.settings, ours: oursOf(fleet, this.settings.operator) };
  }

  /** Sums up what was played. */
  report(input: Input): Report {
    const [{ side, player, tally }, other] = this.sides;
    const harm = this.harms(this.sides[0]);
    const harmThen = other ? this.harms(other) : new Map<string, Harm>();
    const rows = [...tally.rows.values()].sort(
      (a, b) => b.times - a.times || (a.last < b.last ? 1 : -1),
    );
    return {
      stack: side.name,
      input,
      notKnown: [
        ...this.sides.flatMap((one) => one.side.lacks ?? []),
        ...notKnown(side.policy, {
          rules: this.strangeRules,
          agents: this.strangeAgents,
          overwritten: this.overwritten,
          forgotten: this.evidence.forgotten,
          logins: this.evidence.loginsForgotten,
          early: this.folding.early,
          folded: Math.max(...this.sides.map(({ tally }) => tally.folded.subjects)),
          letGo: this.sides.reduce((sum, { player: { bounds } }) => sum + bounds.letGo, 0),
          untimed: tally.untimed,
        }),
      ],
      harm: [...harm.values()].sort((a, b) => b.weight - a.weight || b.times - a.times),
      moreHarm: this.folding.harm[0],
      gain: gainOf(tally, new Set(harm.keys())),
      hosts: hostRows(tally, player),
      silent: silentOf(side.policy, tally),
      decisions: Object.fromEntries([...tally.words].sort(([, a], [, b]) => b - a)),
      rows: rows.slice(0, MOST_ROWS),
      moreRows: tally.moreRows + Math.max(0, rows.length - MOST_ROWS),
      timeline: timelineOf(tally),
      ...(other && {
        against: compare(
          other.side.name,
          tally,
          other.tally,
          { now: new Set(harm.keys()), then: new Set(harmThen.keys()) },
          this.folding,
        ),
      }),
    };
  }

  private harms({ side, tally }: Played): ReadonlyMap<string, Harm> {
    const settings = this.harmSettings(side);
    const found = new Map<string, Harm>();
    for (const [key, acted] of tally.acted) {
      const harm = harmOf(acted, this.evidence, settings);
      if (harm) found.set(key, harm);
    }
    return found;
  }
}

function played(side: Side, room: Room, blocks: number): Played {
  const player = new Player(side.policy, side.fleet, new Bounds(blocks));
  return { side, player, tally: new Tally(room) };
}

function oursOf(fleet: Fleet, operator = ""): ReadonlyMap<string, string> {
  const ours = hostsOf(fleet).flatMap(({ name, address, addresses = [] }) =>
    [address, ...addresses].map((one): [string, string] => [addressOf(one), name]),
  );
  if (fleet.bastion !== undefined) ours.push([addressOf(fleet.bastion), "the bastion"]);
  ours.unshift([addressOf(operator), "whoever runs this replay"]);
  return new Map(ours.filter(([address]) => address !== ""));
}
