import { formatDuration } from "../model/duration";
import type { Fleet } from "../model/fleet";
import { NETWORK } from "../model/kinds/blockNetwork";
import type { Policy } from "../model/policy";
import { isTriggered, type Response } from "../model/response";
import { byAlertsOf } from "../model/kinds/traitsOf";
import { commandOf, wireName } from "../render/commands";
import { isPlacedOn } from "../render/responses/index";
import type { Flow } from "./plan";

/** The ways from alerts to agents: rules -> response -> agents, in the order of the policy. */
export function flowsOf(policy: Policy, fleet: Fleet): readonly Flow[] {
  return policy.responses.map((response) => ({
    rules: rulesOf(response),
    response: nameOf(response) + (isOnlyLogged(response, policy) ? ", only logged" : ""),
    agents: fleet.agents.filter((agent) => isPlacedOn(response, agent)).map(({ name }) => name),
    of: fleet.agents.length,
    ...whereOf(response),
  }));
}

/** An operator isolates in earnest, in a stack that observes too. */
function isOnlyLogged(response: Response, { mode }: Policy): boolean {
  return mode === "observe" && isTriggered(response);
}

function rulesOf(response: Response): string {
  if (!isTriggered(response)) return "by hand";
  const { rules, groups, level } = response;
  const selected = [
    ...(groups?.length ? [`group ${groups.join(" or ")}`] : []),
    ...(level === undefined ? [] : [`level ${level} and above`]),
  ].join(" and ");
  return [...(rules.length > 0 ? [rules.join(", ")] : []), ...(selected ? [selected] : [])].join(
    " or ",
  );
}

function nameOf(response: Response): string {
  if (!isTriggered(response)) {
    const { kind, releaseAfter = 0 } = response;
    return `${kind}${releaseAfter > 0 ? `, released after ${formatDuration(releaseAfter)}` : ""}`;
  }
  const row = commandOf(response);
  const steps = ("escalate" in response ? response.escalate : undefined) ?? [row.timeout];
  const timed = row.timeoutAllowed ? steps.map(lasting).join(", then") : "";
  const fields = byAlertsOf(response).sourceFields?.(response) ?? [];
  const from = fields.some((name) => name !== "srcip") ? `, address from ${fields.join(", ")}` : "";
  return `${response.kind}${timed}${networkOf(response)} (${wireName(row)})${from}`;
}

function lasting(seconds: number): string {
  return seconds > 0 ? ` for ${formatDuration(seconds)}` : " for ever";
}

/** What is written of networks; that IPv6 has some by default, the reader of every plan knows. */
function networkOf(response: Response): string {
  const written = "network" in response ? response.network : undefined;
  if (!written) return "";
  const { ipv6, ipv4, after, within } = { ...NETWORK, ...written };
  const which = [ipv6, ipv4].filter((one) => one !== "none");
  return which.length === 0
    ? ", no networks"
    : `, networks ${which.join(" and ")} at ${after} addresses within ${formatDuration(within)}`;
}

function whereOf(response: Response): { where?: string } {
  if (!isTriggered(response)) return {};
  const { location } = response;
  if (location === undefined || location === "local") return {};
  if (typeof location !== "string") return { where: `on agent ${location.agentId}` };
  return { where: location === "server" ? "on the manager" : "on every agent at once" };
}
