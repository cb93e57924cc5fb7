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
  const { folded } = tally;
  return {
    attackers: attackers.length + folded.attackers,
    attemptsBefore: middle([
      ...attackers.map(({ attemptsBefore }) => [attemptsBefore, 1] as const),
      ...folded.attempts,
    ]),
    saved: tally.saved,
    throughWindow: {
      blocks: tally.throughWindow,
      subjects:
        [...tally.acted.values()].filter(({ throughWindow }) => throughWindow).length +
        folded.throughWindow,
    },
    accounts: of("account") + folded.accounts,
    processes: of("process") + folded.processes,
    scripts: [...tally.acted.values()].reduce(
      (sum, { kind, times }) => sum + (kind === "script" ? times : 0),
      folded.scripts,
    ),
  };
}

/** The middle of values, each of which was seen so many times; 0 of none. */
function middle(all: readonly (readonly [value: number, count: number])[]): number {
  const sorted = [...all].sort(([a], [b]) => a - b);
  let left = sorted.reduce((sum, [, count]) => sum + count, 0) >> 1;
  for (const [value, count] of sorted) {
    if (left < count) return value;
    left -= count;
  }
  return 0;
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
