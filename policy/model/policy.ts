import type { HostListed } from "./hostWhitelist";
import type { ProvenanceSettings } from "./provenance";
import type { Response } from "./response";
import type { CustomRule } from "./rule";
import type { RuleId } from "./ruleId";
import type { NeverBlocked, WhitelistEntry } from "./whitelist";
import type { WithValues, WrittenPolicy } from "./written";

/** What a stack wants of active response; plain values, nothing of Pulumi. Its keys: keys/policy.ts. */
export type Policy = WithValues<
  WrittenPolicy,
  {
    readonly whitelist: readonly WhitelistEntry[];
    readonly responses: readonly Response[];
    readonly rules: readonly CustomRule[];
    readonly managerRules: readonly RuleId[];
    readonly provenance: ProvenanceSettings;
    readonly neverBlock: readonly NeverBlocked[];
    readonly hostWhitelist: readonly HostListed[];
  }
>;

/** How triggered rules with an ignore window are treated: overwritten without it, or left as they are. */
export type IgnoreWindow = NonNullable<Policy["ignoreWindow"]>;

/** Whether responses act, or only log what they would have done. */
export type Mode = NonNullable<Policy["mode"]>;
