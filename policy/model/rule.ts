import type { Seconds } from "./duration";
import type { RuleId } from "./ruleId";

/** A condition on a field of the event: `<field name="..." type="...">pattern</field>`. */
export interface FieldMatch {
  readonly name: string;
  /** Rendered as it is; it may not hold `<`. */
  readonly pattern: string;
  /** @default "pcre2" */
  readonly type?: "osregex" | "osmatch" | "pcre2";
  readonly negate?: boolean;
}

/** A rule of our own, rendered into our file of etc/rules. */
export interface CustomRule {
  /** 100000 to 120000. */
  readonly id: RuleId;
  /** 0 to 16; below 1 it triggers nothing. */
  readonly level: number;
  readonly description: string;
  readonly ifSid?: readonly RuleId[];
  readonly ifMatchedSid?: RuleId;
  readonly ifGroup?: string;
  readonly frequency?: number;
  readonly timeframe?: Seconds;
  readonly sameSourceIp?: boolean;
  readonly fields?: readonly FieldMatch[];
  readonly match?: string;
  readonly groups?: readonly string[];
}
