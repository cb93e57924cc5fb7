import { atoi } from "../read/cNumber";
import type { Node } from "../read/node";
import { REFUSED } from "./fault";
import type { RuleReading } from "./ruleReading";

const KNOWN = "id, level, maxsize, timeframe, frequency, accuracy, noalert, ignore, overwrite";

/**
 * Judges the attributes of a `<rule>` (getattributes, rules.c:2185, v4.14.7).
 * @returns false where Wazuh refuses them.
 */
export function judgeAttributes(rule: Node, reading: RuleReading): boolean {
  const refuse = (name: string, value: string, reason: string, instead: string): void => {
    reading.add(
      "refused",
      rule,
      `${name}="${value.slice(0, 80)}"`,
      `${reason}; ${REFUSED}`,
      instead,
    );
  };
  let hasId = false;
  let hasLevel = false;
  for (const { name, value } of rule.attributes) {
    const isNumber = /^\d*$/.test(value);
    const bad = (reason: string, instead: string): false => {
      refuse(name, value, reason, instead);
      return false;
    };
    switch (name.toLowerCase()) {
      case "id":
        if (!isNumber || value.length > 6)
          return bad("is not a number of up to six digits", "write an id of 100000 to 120000");
        hasId = value !== "";
        break;
      case "level":
        if (!isNumber) break;
        if (atoi(value) < 0 || atoi(value) > 16)
          return bad("is not a level", "write a level of 0 to 16");
        hasLevel = true;
        break;
      case "frequency":
        if (!isNumber || atoi(value) < 2 || atoi(value) > 9999)
          return bad("is not a frequency that Wazuh takes", "write 2 to 9999");
        break;
      case "maxsize":
      case "timeframe":
      case "accuracy":
      case "ignore":
        if (!isNumber) return bad("is not a number", "write digits alone");
        break;
      case "noalert":
        if (value !== "0" && value !== "1")
          reading.add(
            "misread",
            rule,
            `noalert="${value}"`,
            "is neither 0 nor 1; Wazuh takes it for 0",
            'write noalert="1", or leave it out',
          );
        break;
      case "overwrite":
        if (value !== "yes" && value !== "no")
          return bad("is neither yes nor no", 'write overwrite="yes", or leave it out');
        break;
      default:
        return bad("is not an attribute of a rule", `write one of ${KNOWN}`);
    }
  }
  if (hasId && hasLevel) return true;
  reading.add(
    "refused",
    rule,
    "<rule>",
    `has no ${hasId ? "level" : "id"} that is a number; ${REFUSED}`,
    'write <rule id="100100" level="5">',
  );
  return false;
}
