import { isOfFive, type EnrolledAgent } from "../../model/enrolledAgent";
import type { Host } from "../../model/fleet";
import type { Policy } from "../../model/policy";
import type { TriggeredResponse } from "../../model/response";
import { fallbackOf, rowOf } from "../../render/commands";
import { isPlacedOn } from "../../render/responses/index";
import { STOCK_EXECUTABLES } from "../../wazuh/stock/stockExecutables";

/** Why an agent does not have what the others have. */
export type Cause = "five" | "disabled" | "windows" | "kept" | "stranger";

/** Each cause in words, for `not covered (...)`. */
export const CAUSES: Readonly<Record<Cause, string>> = {
  five: "runs Wazuh 5, beta",
  disabled: "disabled in its ossec.conf",
  windows: "runs Windows",
  kept: "excluded by `on`",
  stranger: "in no stack",
};

/** Why nothing of ours is for agents of a cause, in a line below their names. */
export const REASONS: Readonly<Partial<Record<Cause, string>>> = {
  windows:
    "left alone: netsh.exe blocks a whole /32 for an IPv6 address, and no white list is asked",
};

/** What an agent runs when it is sent a response: what is meant, the stock executable of a fallback row, or nothing. */
export type Reach = "runs" | "fallback" | "blank";

/** Whether a response is ever sent to the agent with this id. */
export function isSentTo({ location }: TriggeredResponse, id: string): boolean {
  if (location === "server") return false;
  return typeof location !== "object" || Number(location.agentId) === Number(id);
}

/** What the agent runs when it is sent the response. @param host the agent in the stack; undefined for one of no stack. */
export function reachOf(
  policy: Policy,
  response: TriggeredResponse,
  agent: EnrolledAgent,
  host: Host | undefined,
): Reach {
  const { platform, disabled } = agent;
  // What runs on an agent of 5 is what its own channels say; a message of 4.14 is dropped there, whatever lies on its disk.
  if (disabled === true || isOfFive(agent) || (host && isOfFive(host))) return "blank";
  const { executable } = rowOf(policy, response);
  // Every agent has the stock executables of its own system; of one whose system is not known, the best is believed.
  const windows = platform === "windows";
  const stock =
    STOCK_EXECUTABLES.has(executable) &&
    (platform === undefined || executable.endsWith(".exe") === windows);
  if (stock) return "runs";
  if (windows) return "blank";
  if (host && isPlacedOn(response, host)) return "runs";
  return fallbackOf(response, policy.mode) ? "fallback" : "blank";
}

/** Why the agent does not run everything. */
export function causeOf(agent: EnrolledAgent, host: Host | undefined): Cause {
  const { platform, disabled } = agent;
  if (isOfFive(agent) || (host && isOfFive(host))) return "five";
  if (disabled === true) return "disabled";
  if (platform === "windows") return "windows";
  return host ? "kept" : "stranger";
}
