import type { Node } from "../read/node";
import { isClockTime, isWeekday } from "./clockTime";
import {
  CATEGORIES,
  COMPARING,
  COMPARING_EXACT,
  COMPILED,
  GONE,
  isElement,
  OPTIONS,
  PATTERNS,
  TEXTS,
} from "./elements";
import { isIpText } from "./ipText";
import { judgeField } from "./judgeField";
import { judgeIgnored } from "./judgeIgnored";
import { judgeList } from "./judgeList";
import { judgeMitre } from "./judgeMitre";
import { kindOf } from "./judgePattern";
import type { RuleReading } from "./ruleReading";

/** Judges one element of a rule (Rules_OP_ReadRules, rules.c:410-1625, v4.14.7). What is joined is judged when all are read. */
export function judgeElement(node: Node, group: string, reading: RuleReading): void {
  const name = node.name.toLowerCase();
  const { content } = node;
  if (COMPARING.has(name) || COMPARING_EXACT.has(node.name)) {
    reading.compares ??= node;
    return;
  }
  if (GONE.has(name)) {
    reading.misread(node, "is not an element any more: Wazuh passes it over", "remove it");
    return;
  }
  if (PATTERNS.has(name)) {
    reading.join(node);
    kindOf(node, PATTERNS.get(name) ?? "osmatch", reading);
    return;
  }
  if (TEXTS.has(name) && name !== "if_level") {
    if (name === "if_matched_regex" || name === "if_matched_group") reading.counts = true;
    reading.join(node);
    return;
  }
  const oneOf = (values: readonly string[], what: string): void => {
    if (!values.includes(content))
      reading.refuse(node, `is not ${what}`, `write one of ${values.join(", ")}`);
  };
  switch (name) {
    case "if_level":
      if (/^\d*$/.test(content)) reading.join(node);
      else reading.drop(node, "is not a level (7609)", "write a level of 1 to 16");
      return;
    case "if_matched_sid":
      reading.counts = true;
      if (!/^\d*$/.test(content))
        reading.drop(node, "is not one id (7615)", "write the id of the rule that is counted");
      return;
    case "check_diff":
      reading.counts = true;
      return;
    case "if_fts":
      return;
    case "group":
      reading.join(node, group);
      return;
    case "options":
      oneOf(OPTIONS, "an option of a rule");
      return;
    case "category":
      oneOf(CATEGORIES, "a category");
      return;
    case "compiled_rule":
      oneOf(COMPILED, "a function of wazuh-analysisd");
      return;
    case "time":
      if (!isClockTime(content))
        reading.refuse(node, "is not a time", "write it as 6 pm - 8:30 am");
      return;
    case "weekday":
      if (!isWeekday(content))
        reading.refuse(node, "is not a list of days", "write it as monday,tuesday or weekends");
      return;
    case "srcip":
    case "dstip":
      if (!isIpText(content))
        reading.refuse(node, "is not an address or a network", "write it as 10.0.0.0/8");
      kindOf(node, "string", reading);
      return;
    case "decoded_as":
      if (!reading.decoders.has(content))
        reading.add(
          "unknown",
          node,
          `<decoded_as>${content.slice(0, 60)}</decoded_as>`,
          "is not a stock decoder: unless a file of etc/decoders has it, wazuh-analysisd does not start",
          "correct the name, or give the decoders too",
        );
      return;
    case "info":
      judgeInfo(node, reading);
      return;
    case "field":
      judgeField(node, reading);
      return;
    case "list":
      judgeList(node, reading);
      return;
    case "ignore":
    case "check_if_ignored":
      judgeIgnored(node, reading);
      return;
    case "mitre":
      judgeMitre(node, reading);
      return;
    default:
      if (!isElement(node.name))
        reading.refuse(node, "is not an element of a rule", "correct its name, or remove it");
  }
}

function judgeInfo(node: Node, reading: RuleReading): void {
  const [first] = node.attributes;
  if (
    first &&
    (first.name.toLowerCase() !== "type" || !["text", "link", "cve", "osvdb"].includes(first.value))
  )
    reading.add(
      "lost",
      node,
      `${first.name}="${first.value}"`,
      "is not what <info> takes: Wazuh logs an error and goes on",
      "write type as text, link, cve or osvdb",
    );
  reading.join(node);
}
