import type { LogGroup } from "./logGroup";
import type { ProvenanceSettings } from "./provenance";
import type { Response } from "./response";
import type { CustomRule } from "./rule";
import type { RuleId } from "./ruleId";
import type { NeverBlocked, WhitelistEntry } from "./whitelist";

/** How triggered rules with an ignore window are treated: overwritten without it, or left as they are. */
export type IgnoreWindow = "remove" | "keep";

/** Whether responses act, or only log what they would have done. */
export type Mode = "enforce" | "observe";

/** What a stack wants of active response; plain values, nothing of Pulumi. */
export interface Policy {
  /** The whole list: common part, parts of the locations, addresses of the fleet. */
  readonly whitelist: readonly WhitelistEntry[];
  readonly responses: readonly Response[];
  /** Rules of our own; 100050 (kill-process) is made from the responses where it is not given. */
  readonly rules: readonly CustomRule[];
  /** @default "enforce" */
  readonly mode?: Mode;
  /** Ids of rules that the manager has in files of its own, which responses are bound to. @default none */
  readonly managerRules?: readonly RuleId[];
  /** Groups whose agent.conf collects the log of active responses. @default none: each host's own ossec.conf does */
  readonly logGroups?: readonly LogGroup[];
  /** Where daemons log, and the ids of our guard rules. @default the usual places, from 119000 */
  readonly provenance?: ProvenanceSettings;
  /** Proxies and the like that no response may ever block, beside what a host finds itself. @default none known */
  readonly neverBlock?: readonly NeverBlocked[];
  /** @default "remove" */
  readonly ignoreWindow?: IgnoreWindow;
}
