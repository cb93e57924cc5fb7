import type { Node } from "../read/node";
import { LOOKUPS } from "./elements";
import { patternFault } from "./patternFault";
import type { RuleReading } from "./ruleReading";

/** Judges a `<list>` (rules.c:800, v4.14.7). */
export function judgeList(node: Node, reading: RuleReading): void {
  let hasField = false;
  for (const { name, value } of node.attributes) {
    switch (name.toLowerCase()) {
      case "lookup":
        if (!LOOKUPS.includes(value.toLowerCase())) {
          reading.refuse(node, `has lookup="${value}"`, `write one of ${LOOKUPS.join(", ")}`);
          return;
        }
        break;
      case "field":
        hasField = true;
        break;
      case "check_value":
        if (patternFault(value, "osmatch")) {
          reading.refuse(node, "has a check_value that is too long", "shorten it");
          return;
        }
        break;
      default:
        reading.refuse(
          node,
          `has the attribute ${name}`,
          "write field, lookup and check_value alone",
        );
        return;
    }
  }
  if (!hasField) reading.refuse(node, "has no field", 'write <list field="srcip">');
  else if (reading.lists && !reading.lists.has(node.content))
    reading.drop(
      node,
      "names a list that the <ruleset> does not declare (7616)",
      `write <list>${node.content}</list> into the <ruleset> of ossec.conf`,
    );
}
