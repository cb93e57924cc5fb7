import type { Policy } from "../model/policy";
import { isTriggered, type Response } from "../model/response";
import { channelsOf, type FiveChannel } from "./five";

/** A policy as it is for Wazuh 5: the stock firewall-drop is not there, so our table blocks. */
export function policyIn5(policy: Policy): Policy {
  return { ...policy, responses: policy.responses.map(responseIn5) };
}

function responseIn5(response: Response): Response {
  return "backend" in response ? { ...response, backend: "nftables" } : response;
}

/** The channels of a policy for Wazuh 5, with what `findings` says of counting. */
export function fivesOf(policy: Policy): readonly FiveChannel[] {
  return channelsOf(policy).map((channel) => {
    const { count = channel.count, within = channel.within } = channel.response.findings ?? {};
    return { ...channel, count, within };
  });
}

/** The channel of a response, where alerts set it off. */
export function fiveOf(
  response: Response,
  channels: readonly FiveChannel[],
): FiveChannel | undefined {
  return isTriggered(response)
    ? channels.find((channel) => channel.response === response)
    : undefined;
}
