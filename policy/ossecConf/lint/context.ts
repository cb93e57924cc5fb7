import type { RulesText } from "../../wazuh/rules/loadRules";
import type { WazuhVersion } from "../../wazuh/versions/wazuhVersion";

/** What is known of a rule: enough to tell whether a response that is bound to it ever fires. */
export interface KnownRule {
  readonly id: number;
  readonly level: number;
  readonly noAr: boolean;
  /** One text with a comma behind each group, as Wazuh matches it. */
  readonly groups: string;
  /** Seconds in which the rule is silent after it fired, for everybody; 0 for none. */
  readonly ignore: number;
  /** It fires only after several events. @default not known */
  readonly counting?: boolean;
}

/** What a file alone does not show. */
export interface FileContext {
  /** How the file is called in the findings. */
  readonly file: string;
  /** Day (`YYYY-MM-DD`) against which the day of an acceptance is held. @default no day is past */
  readonly today?: string;
  /** Rules of etc/rules, by id; they come on top of the stock rules. @default none are known */
  readonly rules?: ReadonlyMap<number, KnownRule>;
  /** The files of etc/rules; they are judged, and give the rules. @default none are known */
  readonly rulesFiles?: readonly RulesText[];
  /** Names of decoders of etc/decoders. @default none are known */
  readonly decoders?: ReadonlySet<string>;
  /** Whether a list file exists, by its path as written in the file. @default only the stock lists are known */
  readonly listExists?: (path: string) => boolean;
  /** Wazuh of the manager. @default the newest that is known */
  readonly version?: WazuhVersion;
  /** Executables in active-response/bin beside the stock ones and ours. @default none are known */
  readonly executables?: ReadonlySet<string>;
}
