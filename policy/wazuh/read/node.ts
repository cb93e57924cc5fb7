import type { Entry } from "./entry";
import { readEntries } from "./entries";
import type { Place } from "./source";

/** An attribute of an element. */
export interface Attribute extends Place {
  readonly name: string;
  readonly value: string;
}

/** An element as Wazuh sees it. */
export interface Node extends Place {
  readonly name: string;
  /** Its value, exactly: not decoded, not trimmed. With children it is the text after the last of them. */
  readonly content: string;
  readonly attributes: readonly Attribute[];
  readonly children: readonly Node[];
}

/**
 * Reads a text into its roots, each with all below it. A `<var>` is not among them: it is a variable to Wazuh.
 * @throws ReadError where Wazuh's own reader refuses the text.
 */
export function readNodes(text: string): Node[] {
  return nodesOf(readEntries(text));
}

/** Builds the tree from Wazuh's flat list, as OS_GetElementsbyNode looks it up. */
export function nodesOf(entries: readonly Entry[]): Node[] {
  const roots: Node[] = [];
  const open: { children: Node[]; attributes: Attribute[] }[] = [];
  for (const [i, { kind, name, content, level, line, column }] of entries.entries()) {
    if (kind === "element") {
      const node = { name, content, attributes: [], children: [], line, column };
      if (level === 0) roots.push(node);
      else open[level - 1]?.children.push(node);
      open.length = level;
      open[level] = node;
    } else if (kind === "attribute" && belongs(entries, i)) {
      open[level]?.attributes.push({ name, value: content, line, column });
    }
  }
  return roots;
}

/** An attribute counts only where nothing but attributes stands between it and its element: one called "var" hides the rest. */
function belongs(entries: readonly Entry[], at: number): boolean {
  for (let i = at - 1; ; i--) {
    const kind = entries[i]?.kind;
    if (kind !== "attribute") return kind === "element";
  }
}

/** The value of an attribute, or undefined. */
export function attributeOf(node: Node, name: string): string | undefined {
  return node.attributes.find((attribute) => attribute.name === name)?.value;
}
