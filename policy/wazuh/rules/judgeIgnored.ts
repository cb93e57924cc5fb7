import type { Node } from "../read/node";
import type { RuleReading } from "./ruleReading";

/** How many parts Wazuh splits the list into: analysisd.decoder_order_size of a stock install. */
const MOST = 256;

/** Judges `<ignore>` and `<check_if_ignored>`: names between commas, none of them empty (rules.c:1336, v4.14.7). */
export function judgeIgnored(node: Node, reading: RuleReading): void {
  const parts = node.content.split(/(?<!\\),/).slice(0, MOST);
  if (parts.some((part) => /^ *$/.test(part)))
    reading.refuse(node, "has an empty name", "write names, as srcip,user");
}
