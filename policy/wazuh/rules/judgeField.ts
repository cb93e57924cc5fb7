import { attributeOf, type Node } from "../read/node";
import { STATIC_FIELDS } from "./elements";
import { judgePattern, kindOf } from "./judgePattern";
import type { RuleReading } from "./ruleReading";

/** How many a rule may have: analysisd.decoder_order_size of a stock install. */
const MOST = 256;

/** Judges a `<field>` (rules.c:772 and w_check_attr_field_name, v4.14.7). */
export function judgeField(node: Node, reading: RuleReading): void {
  const name = attributeOf(node, "name");
  if (reading.fields >= MOST) {
    reading.refuse(node, `is one of more than ${MOST} fields of a rule`, "make two rules of it");
    return;
  }
  if (name === undefined) {
    reading.refuse(node, "has no name", 'write <field name="audit.exe">');
    return;
  }
  if (STATIC_FIELDS.has(name.toLowerCase())) {
    reading.refuse(
      node,
      `names ${name}, which Wazuh decodes itself and does not take here`,
      `write <${/user/i.test(name) ? "user" : name.toLowerCase()}>`,
    );
    return;
  }
  reading.fields++;
  if (Buffer.byteLength(name) > 2047)
    reading.add(
      "lost",
      node,
      "<field>",
      `has a name of ${Buffer.byteLength(name)} bytes; Wazuh takes 2047 at most (1104)`,
      "shorten the name",
    );
  judgePattern(node, node.content, kindOf(node, "osregex", reading), reading);
}
