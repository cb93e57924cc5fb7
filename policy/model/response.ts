import type { CommandName } from "./commandName";
import type { Seconds } from "./duration";
import type { Placement } from "./placement";
import type { RuleId } from "./ruleId";
import type { WithValues, WrittenAllow, WrittenOf } from "./written";

/** What every triggered response has of values with a type of their own. */
interface Bound {
  /** Ids of the rules that trigger it; ORed. */
  readonly rules: readonly RuleId[];
  /** Name of the command; with the timeout it is the wire name. */
  readonly command: CommandName;
  /** Which agents get its script and are expected to run it. */
  readonly on: Placement;
}

/** The same of one with a timeout. */
interface Timed extends Bound {
  /** How long it lasts, in seconds; 0 is for ever. */
  readonly timeout: Seconds;
}

/** Blocks the source address of an alert in the host's firewall, for a time. Its keys: keys/responses.ts. */
export type BlockIp = WithValues<WrittenOf<"block-ip">, Timed>;
/** Ends processes whose executable or name is on the list. The alert can select from it, never add. */
export type KillProcess = WithValues<WrittenOf<"kill-process">, Bound>;
/** Locks the account that an alert names (the stock executable). */
export type DisableAccount = WithValues<WrittenOf<"disable-account">, Timed>;
/** A script of the user's own; one with a timeout is stateful and gets `delete`. */
export type CustomResponse = WithValues<
  WrittenOf<"custom">,
  Timed & { readonly timeLimit: Seconds }
>;
/** Cuts a host off, by hand only: it has no rules, so nothing can trigger it. */
export type IsolateHost = WithValues<
  WrittenOf<"isolate-host">,
  { readonly releaseAfter: Seconds; readonly on: Placement }
>;
/** What stays reachable while a host is isolated. */
export type IsolationAllow = WrittenAllow;

/** Every kind of response; switches over `kind` are closed by `never`. */
export type Response = BlockIp | KillProcess | DisableAccount | IsolateHost | CustomResponse;

/** A response that alerts trigger; isolation is the one that is not. */
export type TriggeredResponse = Exclude<Response, IsolateHost>;

/** Where a response runs: on the agent that reported, on the manager, on one agent by its id, or on all agents. */
export type ResponseLocation = NonNullable<TriggeredResponse["location"]>;

/** True for every response but isolation. */
export function isTriggered(response: Response): response is TriggeredResponse {
  return response.kind !== "isolate-host";
}
