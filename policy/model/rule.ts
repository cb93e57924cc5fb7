import type { Seconds } from "./duration";
import type { RuleId } from "./ruleId";
import type { WithValues, WrittenRule } from "./written";

/** A rule of our own, rendered into our file of etc/rules. Its keys: keys/rules.ts. */
export type CustomRule = WithValues<
  WrittenRule,
  {
    readonly id: RuleId;
    readonly ifSid: readonly RuleId[];
    readonly ifMatchedSid: RuleId;
    readonly timeframe: Seconds;
  }
>;

/** A condition on a field of the event: `<field name="..." type="...">pattern</field>`. */
export type FieldMatch = NonNullable<CustomRule["fields"]>[number];
