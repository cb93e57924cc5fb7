import type { Policy } from "../../model/policy";
import { isTriggered } from "../../model/response";
import { commandOf } from "../../render/commands";
import { printTime } from "../alerts/timestamp";
import type { Player } from "../play/player";
import type { Gain, HostRow, Silent } from "./report";
import { keyOf, type Tally } from "./tally";

/** What would have been won. @param harm the keys of what somebody may regret */
export function gainOf(tally: Tally, harm: ReadonlySet<string>): Gain {
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
    scripts: [...tally.acted.values()].reduce(
      (sum, { kind, times }) => sum + (kind === "script" ? times : 0),
      0,
    ),
  };
}

/** The hosts on which something would have been done, busiest first. */
export function hostRows(tally: Tally, player: Player): HostRow[] {
  return [...tally.hosts]
    .map(([host, { blocks, storms, breaks, stopped }]) => {
      const { peak } = player.hosts.get(host) ?? { peak: { blocks: 0, time: 0 } };
      return {
        host,
        actions: blocks,
        peak: peak.blocks,
        peakAt: peak.blocks === 0 ? "-" : printTime(peak.time),
        storms,
        breaks,
        stopped,
      };
    })
    .filter(({ actions, stopped }) => actions > 0 || stopped > 0)
    .sort((a, b) => b.actions - a.actions);
}

/** The responses that nothing set off. */
export function silentOf(policy: Policy, tally: Tally): Silent[] {
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
