import { readEntries } from "./entries";
import { attributeOf, nodesOf, type Node } from "./node";
import type { Place } from "./source";
import { applyVariables } from "./variables";

/** A rule of a file of etc/rules or ruleset/rules, as far as active response asks. */
export interface ReadRule extends Place {
  readonly id: number;
  readonly level: number;
  /** Takes the place of an earlier rule of the id; without it the first of two equal ids wins. */
  readonly overwrite: boolean;
  /** Carries `<options>no_ar</options>`. */
  readonly noAr: boolean;
  /** Seconds in which it is silent after it fired; 0 for none. */
  readonly ignore: number;
  /** The name of the `<group>` around it and its own `<group>`s, written together. */
  readonly groups: string;
  readonly node: Node;
}

/**
 * Reads a rules file: several `<group>` roots, `$x` replaced by the file's variables.
 * @throws ReadError where Wazuh's own reader refuses the text.
 */
export function readRulesFile(text: string): ReadRule[] {
  const entries = readEntries(text);
  applyVariables(entries);
  return nodesOf(entries)
    .filter(({ name }) => name.toLowerCase() === "group")
    .flatMap((group) =>
      group.children
        .filter(({ name }) => name.toLowerCase() === "rule")
        .map((rule) => ruleOf(rule, attributeOf(group, "name") ?? "")),
    );
}

/** One rule, by its element and the name of the `<group>` around it. */
export function ruleOf(node: Node, group: string): ReadRule {
  const attribute = (name: string): string | undefined =>
    node.attributes.find((one) => one.name.toLowerCase() === name)?.value;
  const own = node.children.filter(({ name }) => name.toLowerCase() === "group");
  return {
    id: Number(attribute("id") ?? 0),
    level: Number(attribute("level") ?? 0),
    overwrite: attribute("overwrite") === "yes",
    noAr: node.children.some(({ name, content }) => name === "options" && content === "no_ar"),
    ignore: Number(attribute("ignore") ?? 0),
    groups: group + own.map(({ content }) => content).join(""),
    node,
    line: node.line,
    column: node.column,
  };
}
