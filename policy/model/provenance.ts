import type { RuleId } from "./ruleId";
import type { WithValues, WrittenProvenance } from "./written";

/** What the rules and scripts must know that ask whether a log line proves its address. */
export type ProvenanceSettings = WithValues<WrittenProvenance, { readonly firstRule: RuleId }>;
