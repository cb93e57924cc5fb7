import type { Seconds } from "../../model/duration";
import { parseDuration } from "../../model/duration";
import type { Policy } from "../../model/policy";
import { isTriggered, type TriggeredResponse } from "../../model/response";
import { stockRule } from "../../wazuh/stock/stockRules";
import { commandOf } from "../commands";

/** A channel of Wazuh 5 (beta) that does what one response of a policy does: what its script must know of it. */
export interface FiveChannel {
  /** `config.name`, which comes to the script as `wazuh.active_response.name`; letters, digits, `.`, `_` and `-`. */
  readonly name: string;
  readonly response: TriggeredResponse;
  /** File name under active-response/bin. */
  readonly executable: string;
  /** `stateful_timeout`; 0 is a stateless channel. */
  readonly timeout: Seconds;
  /** Alerts of one source within `within` before it acts, since Wazuh 5 has no frequency rules; 1 acts at the first. */
  readonly count: number;
  readonly within: Seconds;
}

/**
 * The channels that a policy becomes: one a response that alerts set off. It counts as the stock rules do that the response
 * names, by the most patient of them; at the first alert where one of them does not count.
 */
export function channelsOf(policy: Policy): readonly FiveChannel[] {
  const names = new Map<string, number>();
  return policy.responses.filter(isTriggered).map((response) => {
    const { name, executable, timeout } = commandOf(response);
    const nth = (names.get(name) ?? 0) + 1;
    names.set(name, nth);
    return {
      name: nth === 1 ? name : `${name}-${nth}`,
      response,
      executable,
      timeout,
      ...countedBy(response),
    };
  });
}

const AT_ONCE = { count: 1, within: parseDuration(0) };

function countedBy({ rules }: TriggeredResponse): Pick<FiveChannel, "count" | "within"> {
  const counts = rules.map((id) => stockRule(id)?.counts);
  const [first, ...rest] = counts;
  if (!first || rest.includes(undefined)) return AT_ONCE;
  return counts.reduce(
    (most, one) =>
      one && one.events > most.count
        ? { count: one.events, within: parseDuration(one.seconds) }
        : most,
    { count: first.events, within: parseDuration(first.seconds) },
  );
}
