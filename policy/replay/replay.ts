import { processesOf } from "./play/scripts";
import type { Fleet } from "../model/fleet";
import { hostsOf } from "../model/fleet";
import type { Policy } from "../model/policy";
import { isTriggered } from "../model/response";
import { commandOf } from "../render/commands";
import { stockRule } from "../wazuh/stock/stockRules";
import type { Alert } from "./alerts/alert";
import { printTime } from "./alerts/timestamp";
import { together, wantedOf, type Wanted } from "./alerts/wanted";
import { addressOf } from "./judge/address";
import { peerOf } from "./judge/peer";
import { Player } from "./play/player";
import { compare } from "./report/compare";
import { Evidence } from "./report/evidence";
import { harmOf, type HarmSettings } from "./report/harm";
import { notKnown } from "./report/notKnown";
import type { Gain, Harm, HostRow, Input, Report, Silent } from "./report/report";
import { keyOf, Tally } from "./report/tally";
import { timelineOf } from "./report/timeline";

/** A policy with the fleet that it is for. */
export interface Side {
  /** As people call it: prod, prod@HEAD~1. */
  readonly name: string;
  readonly policy: Policy;
  readonly fleet: Fleet;
}

/** What is asked of a replay beside its alerts. */
export interface ReplaySettings extends Omit<HarmSettings, "ours"> {
  readonly now: Side;
  /** Another policy, to be set beside it. */
  readonly then?: Side;
}

interface Played {
  readonly side: Side;
  readonly player: Player;
  readonly tally: Tally;
}

/** Rows of a report's table. */
const MOST_ROWS = 10_000;

/** Plays alerts under one policy or two, and says what they would have done. */
export class Replay {
  /** The alerts that have to be taken; others change nothing. */
  readonly wanted: Wanted;
  private readonly sides: readonly [Played, ...Played[]];
  private readonly evidence: Evidence;
  private readonly strangeRules = new Map<number, number>();
  private readonly strangeAgents = new Set<string>();

  constructor(private readonly settings: ReplaySettings) {
    const { now, then } = settings;
    const sides = then ? [now, then] : [now];
    this.sides = [played(now), ...(then ? [played(then)] : [])];
    this.wanted = together(sides.map(({ policy }) => wantedOf(policy)));
    this.evidence = new Evidence(processesOf(sides.flatMap(({ policy }) => policy.responses)));
  }

  /** Takes the next alert, in the order of their times. */
  take(alert: Alert): void {
    const isLogin = this.evidence.take(alert);
    const [{ player: now }] = this.sides;
    if (stockRule(alert.rule) === undefined && !now.analysisd.rules.isOwn(alert.rule))
      this.strangeRules.set(alert.rule, (this.strangeRules.get(alert.rule) ?? 0) + 1);
    if (alert.agentId !== "000" && !now.targets.has(alert.agentName))
      this.strangeAgents.add(alert.agentName);
    const attempts = this.evidence.attempts.get(peerOf(alert))?.count ?? 0;
    for (const { player, tally } of this.sides)
      tally.take(alert, player.play(alert), isLogin, attempts);
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
      notKnown: notKnown(side.policy, {
        rules: this.strangeRules,
        agents: this.strangeAgents,
      }),
      harm: [...harm.values()].sort((a, b) => b.weight - a.weight || b.times - a.times),
      gain: gainOf(tally, new Set(harm.keys())),
      hosts: hostRows(tally, player),
      silent: silentOf(side.policy, tally),
      decisions: Object.fromEntries([...tally.words].sort(([, a], [, b]) => b - a)),
      rows: rows.slice(0, MOST_ROWS),
      moreRows: tally.moreRows + Math.max(0, rows.length - MOST_ROWS),
      timeline: timelineOf(tally),
      ...(other && {
        against: compare(other.side.name, tally, other.tally, {
          now: new Set(harm.keys()),
          then: new Set(harmThen.keys()),
        }),
      }),
    };
  }

  private harms({ side, tally }: Played): ReadonlyMap<string, Harm> {
    const settings = { ...this.settings, ours: oursOf(side.fleet) };
    const found = new Map<string, Harm>();
    for (const [key, acted] of tally.acted) {
      const harm = harmOf(acted, this.evidence, settings);
      if (harm) found.set(key, harm);
    }
    return found;
  }
}

function played(side: Side): Played {
  return { side, player: new Player(side.policy, side.fleet), tally: new Tally() };
}

function oursOf(fleet: Fleet): ReadonlyMap<string, string> {
  const ours = hostsOf(fleet).flatMap(({ name, address, addresses = [] }) =>
    [address, ...addresses].map((one): [string, string] => [addressOf(one), name]),
  );
  if (fleet.bastion !== undefined) ours.push([addressOf(fleet.bastion), "the bastion"]);
  return new Map(ours.filter(([address]) => address !== ""));
}

function gainOf(tally: Tally, harm: ReadonlySet<string>): Gain {
  const of = (kind: string): number =>
    [...tally.acted.values()].filter((one) => one.kind === kind).length;
  const attackers = [...tally.acted.values()].filter(
    ({ kind, subject }) => kind === "address" && !harm.has(keyOf(kind, subject)),
  );
  const before = attackers.map(({ attemptsBefore }) => attemptsBefore).sort((a, b) => a - b);
  return {
    attackers: attackers.length,
    attemptsBefore: before[before.length >> 1] ?? 0,
    saved: tally.saved,
    throughWindow: {
      blocks: tally.throughWindow,
      subjects: tally.throughWindowSubjects.size,
    },
    accounts: of("account"),
    processes: of("process"),
    scripts: of("script"),
  };
}

function hostRows(tally: Tally, player: Player): HostRow[] {
  return [...tally.hosts]
    .map(([host, { blocks, storms, stopped }]) => {
      const { peak } = player.hosts.get(host) ?? { peak: { blocks: 0, time: 0 } };
      return {
        host,
        actions: blocks,
        peak: peak.blocks,
        peakAt: peak.blocks === 0 ? "-" : printTime(peak.time),
        storms,
        stopped,
      };
    })
    .filter(({ actions, stopped }) => actions > 0 || stopped > 0)
    .sort((a, b) => b.actions - a.actions);
}

function silentOf(policy: Policy, tally: Tally): Silent[] {
  return policy.responses.flatMap((response, i) => {
    if (!isTriggered(response) || tally.fired.has(i)) return [];
    const { rules, groups = [], level } = response;
    const by = [
      ...(rules.length > 0 ? [`rules ${rules.join(", ")}`] : []),
      ...(groups.length > 0 ? [`groups ${groups.join(", ")}`] : []),
      ...(level === undefined ? [] : [`level ${level}`]),
    ];
    return [
      { response: i, what: `${response.kind} ${commandOf(response).name} (${by.join(", ")})` },
    ];
  });
}
