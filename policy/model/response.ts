import type { CommandName } from "./commandName";
import type { Seconds } from "./duration";
import type { Placement } from "./placement";
import type { RuleId } from "./ruleId";

/** Where a response runs: on the agent that reported, on the manager, on one agent by its id, or on all agents. */
export type ResponseLocation = "local" | "server" | "all" | { readonly agentId: string };

interface Triggered {
  /** Ids of the rules that trigger it; ORed. */
  readonly rules: readonly RuleId[];
  /** Groups of rules that trigger it; each exact name is matched by Wazuh as an unanchored pattern. @default none */
  readonly groups?: readonly string[];
  /** Least level of a rule that triggers it. @default none */
  readonly level?: number;
  /** Where it runs. @default "local" */
  readonly location?: ResponseLocation;
  /** Which agents get its script and are expected to run it. @default all */
  readonly on?: Placement;
}

/** Blocks the source address of an alert in the host's firewall, for a time. */
export interface BlockIp extends Triggered {
  readonly kind: "block-ip";
  /** How long an address stays blocked, in seconds; 0 is for ever. */
  readonly timeout: Seconds;
  /** Name of the command; with the timeout it is the wire name. @default "firewall-drop" */
  readonly command?: CommandName;
  /** `nftables`: our own table; `iptables`: the stock executable firewall-drop. @default "nftables" */
  readonly backend?: "nftables" | "iptables";
  /** A second command row of the same wire name with the stock executable, for hosts without our script. @default true */
  readonly fallback?: boolean;
  /** Additions a minute above which each is marked as a storm. @default 60 */
  readonly storm?: number;
  /** Additions a minute above which nothing more is blocked, the true attacker included; 0 is off. @default 0 */
  readonly breaker?: number;
}

/** Ends processes whose executable or name is on the list. */
export interface KillProcess extends Triggered {
  readonly kind: "kill-process";
  /** File names (`xmrig`) or absolute paths (`/tmp/x`) of executables. The alert can select from the list, never add. */
  readonly processes: readonly string[];
  /** Name of the command. @default "kill-malicious-process" */
  readonly command?: CommandName;
}

/** Locks the account that an alert names (the stock executable). */
export interface DisableAccount extends Triggered {
  readonly kind: "disable-account";
  /** How long the account stays locked, in seconds; 0 is for ever. */
  readonly timeout: Seconds;
  /** Accounts that must never be locked; root always is one of them. */
  readonly protect: readonly string[];
  /** Name of the command. @default "disable-account" */
  readonly command?: CommandName;
}

/** What stays reachable while a host is isolated. */
export interface IsolationAllow {
  /** Address, network, DNS name (looked up and pinned when the host is isolated) or interface (`tailscale0`). */
  readonly to: string;
  /** Only through this interface (`tailscale0`), where `to` is an address, network or DNS name. @default any */
  readonly interface?: string;
  /** Why it must stay reachable. */
  readonly reason: string;
  /** Ports; none means all. */
  readonly ports?: readonly number[];
  /** @default "tcp" */
  readonly protocol?: "tcp" | "udp";
  /** `out`: the host may connect to it; `in`: it may connect to the host. @default "out" */
  readonly direction?: "in" | "out";
  /** Where it stood in the response of the input, for findings: `allow[1]`. */
  readonly source?: string;
}

/** Cuts a host off, by hand only: it has no rules field, so nothing can trigger it. */
export interface IsolateHost {
  readonly kind: "isolate-host";
  /** What stays reachable beside the manager's ports and loopback. */
  readonly allow: readonly IsolationAllow[];
  /** Released by itself after this many seconds; 0 is never. @default 0 */
  readonly releaseAfter?: Seconds;
  /** Which agents can be isolated. @default all */
  readonly on?: Placement;
}

/** A script of the user's own. */
export interface CustomResponse extends Triggered {
  readonly kind: "custom";
  /** Name of the command. */
  readonly command: CommandName;
  /** File name under active-response/bin. */
  readonly executable: string;
  /** Text of the script; undefined where the executable is on the hosts already. */
  readonly script?: string;
  /** A script with a timeout is stateful and gets `delete`; undefined is stateless. */
  readonly timeout?: Seconds;
  /** Extra arguments, as Wazuh hands them over. */
  readonly extraArgs?: readonly string[];
  /** Executables that it needs on the host. */
  readonly tools?: readonly string[];
}

/** Every kind of response; switches over `kind` are closed by `never`. */
export type Response = BlockIp | KillProcess | DisableAccount | IsolateHost | CustomResponse;

/** A response that alerts trigger; isolation is the one that is not. */
export type TriggeredResponse = Exclude<Response, IsolateHost>;

/** True for every response but isolation. */
export function isTriggered(response: Response): response is TriggeredResponse {
  return response.kind !== "isolate-host";
}
