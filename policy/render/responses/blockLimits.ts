import type { Seconds } from "../../model/duration";
import { BLOCK_IP } from "../../model/kinds/blockIp";
import { NETWORK, type BlockNetwork } from "../../model/kinds/blockNetwork";
import { FORGET } from "../../model/kinds/blockTimes";
import type { BlockIp } from "../../model/response";

/** How long the first, the second, ... block of an address lasts, in seconds; 0 is for ever, and the last stays. */
export type Steps = readonly number[];

/** Times and limits that all block-ip responses of a host share: its script is not told for which of them it runs. */
export interface BlockLimits {
  /** Times by rule, where they are not those of all others. */
  readonly times: ReadonlyMap<number, Steps>;
  readonly timesElse: Steps;
  /** Additions a minute above which each is marked. */
  readonly storm: number;
  /** Additions a minute above which nothing more is blocked; 0 is off. */
  readonly breaker: number;
  /** Seconds behind the end of its last block after which an address is forgotten; undefined where nobody counts. */
  readonly forget: number | undefined;
  readonly network: Required<BlockNetwork>;
}

/** The times and limits of a host's block-ip responses. */
export function blockLimits(responses: readonly BlockIp[]): BlockLimits {
  const breakers = responses
    .map(({ breaker }) => breaker ?? BLOCK_IP.breaker)
    .filter((limit) => limit > 0);
  const timesElse = longest(responses.map(stepsOf));
  // Rules with the time that all others have are left out: another rule for a response then touches no agent.
  const times = [...timesByRule(responses)].filter(
    ([, steps]) => steps.join() !== timesElse.join(),
  );
  const counting = responses.filter(({ escalate }) => escalate !== undefined);
  return {
    times: new Map(times),
    timesElse,
    storm: Math.min(...responses.map(({ storm }) => storm ?? BLOCK_IP.storm)),
    breaker: breakers.length > 0 ? Math.min(...breakers) : 0,
    forget:
      counting.length > 0 ? Math.max(...counting.map(({ forget }) => forget ?? FORGET)) : undefined,
    network: networkOf(responses.flatMap(({ network }) => network ?? [])),
  };
}

/** Of what several responses say, the most careful: a network is blocked later, or not at all. */
export function networkOf(written: readonly BlockNetwork[]): Required<BlockNetwork> {
  const all = <Key extends keyof BlockNetwork>(key: Key): Required<BlockNetwork>[Key][] =>
    written.flatMap((one) => {
      const value = one[key];
      return value === undefined ? [] : [value as Required<BlockNetwork>[Key]];
    });
  const after = all("after");
  const within: Seconds[] = all("within");
  return {
    ipv6: all("ipv6").includes("none") ? "none" : NETWORK.ipv6,
    ipv4: all("ipv4").includes("none") ? "none" : (all("ipv4")[0] ?? NETWORK.ipv4),
    after: after.length > 0 ? Math.max(...after) : NETWORK.after,
    within: within.reduce((least, one) => (one < least ? one : least), within[0] ?? NETWORK.within),
  };
}

/** The times of one response. */
export function stepsOf({ escalate, timeout }: BlockIp): Steps {
  return escalate ?? [timeout];
}

function timesByRule(responses: readonly BlockIp[]): ReadonlyMap<number, Steps> {
  const times = new Map<number, Steps>();
  for (const response of responses) {
    const steps = stepsOf(response);
    for (const rule of response.rules) times.set(rule, longest([steps, times.get(rule) ?? steps]));
  }
  return new Map([...times].sort(([a], [b]) => a - b));
}

/** Each step the longest of them; 0 is for ever. */
function longest(all: readonly Steps[]): Steps {
  const length = Math.max(...all.map((steps) => steps.length));
  return Array.from({ length }, (_, i) => {
    const at = all.map((steps) => steps[Math.min(i, steps.length - 1)] ?? 0);
    return at.includes(0) ? 0 : Math.max(...at);
  });
}
