import type { LogPlaces } from "../provenance/places";
import type { RuleId } from "./ruleId";

/** What the rules and scripts must know that ask whether a log line proves its address. */
export interface ProvenanceSettings {
  /** Where daemons log, by kind; a kind that is not given keeps the places of Debian, Ubuntu and the RHEL family. */
  readonly logs?: Partial<LogPlaces>;
  /** First of a hundred ids for our guard rules. @default 119000 */
  readonly firstRule?: RuleId;
}
