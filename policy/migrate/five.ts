import type { HostFile } from "../model/hostFile";
import { parseDuration, type Seconds } from "../model/duration";
import type { Fleet } from "../model/fleet";
import type { Policy } from "../model/policy";
import { isTriggered, type TriggeredResponse } from "../model/response";
import { commandOf } from "../render/commands";
import { stockRule } from "../wazuh/stock/stockRules";

/** A channel as the scripts for Wazuh 5 know it: by its name. */
export interface FiveChannel {
  readonly name: string;
  readonly response: TriggeredResponse;
  readonly executable: string;
  readonly timeout: Seconds;
  readonly count: number;
  readonly within: Seconds;
}

/** The channels of a policy. */
export function channelsOf(policy: Policy): readonly FiveChannel[] {
  const seen = new Map<string, number>();
  return policy.responses.filter(isTriggered).map((response) => {
    const { name, executable, timeout } = commandOf(response);
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    const counted = response.rules.flatMap((id) => stockRule(id)?.counts ?? []);
    const [first = { events: 1, seconds: 0 }] = counted.sort((a, b) => b.events - a.events);
    return {
      name: nth === 1 ? name : `${name}-${nth}`,
      response,
      executable,
      timeout,
      count: first.events,
      within: parseDuration(first.seconds),
    };
  });
}

/** The scripts for agents of version 5: files for each of them, sorted by path. */
export const scriptsForFive: (
  policy: Policy,
  fleet: Fleet,
  channels?: readonly FiveChannel[],
) => readonly HostFile[] = () => [];
