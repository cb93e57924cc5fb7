import type { Kind, ResponseOf } from "./kinds/registry";

export type { BlockIp } from "./kinds/blockIp";
export type { CustomResponse } from "./kinds/custom";
export type { DisableAccount } from "./kinds/disableAccount";
export type { IsolateHost, IsolationAllow } from "./kinds/isolateHost";
export type { KillProcess } from "./kinds/killProcess";

/** A response of any kind; kinds/registry.ts lists them. */
export type Response = ResponseOf<Kind>;

/** A response that alerts trigger: one that has rules. */
export type TriggeredResponse = Extract<Response, { readonly rules: unknown }>;

/** A response that only an operator sets off. */
export type ByHandResponse = Exclude<Response, TriggeredResponse>;

/** Where a response runs: on the agent that reported, on the manager, on one agent by its id, or on all agents. */
export type ResponseLocation = NonNullable<TriggeredResponse["location"]>;

/** True for every response but those that only an operator sets off. */
export function isTriggered(response: Response): response is TriggeredResponse {
  return "rules" in response;
}
