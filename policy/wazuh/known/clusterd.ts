import type { Node } from "../read/node";
import { type Around, type Ask, named } from "./ask";

export const STOP = "wazuh-clusterd -t refuses it, so the manager does not start (3004)";

/** The last element of a name that holds something. */
export const given = (cluster: Node, name: string): Node | undefined =>
  cluster.children.filter((child) => child.name === name && child.content !== "").at(-1);

/** wazuh-clusterd takes the last `<cluster>` alone, and passes over one without elements. */
export const isRead = ({ section, sections }: Around): boolean =>
  section === named(sections, "cluster").at(-1) && section.children.length > 0;

/** A cluster is enabled where nothing says `<disabled>yes`; then more is asked. */
export const isEnabled = (around: Around): boolean =>
  isRead(around) && given(around.section, "disabled")?.content !== "yes";

/** Whether wazuh-clusterd gets a text from an element; of any other it makes a map, or nothing. */
export const isPlainText = ({ content, attributes, children }: Node): boolean =>
  content !== "" && attributes.length + children.length === 0;

/** wazuh-clusterd reads all elements as text, whatever the other daemons make of them. */
export const PLAIN_TEXTS: Ask = {
  of: "*",
  wrong: (child) => !isPlainText(child),
  reason:
    "is empty, or has attributes or elements: wazuh-clusterd -t ends with an error, so the manager does not start",
  instead: "remove it, or write its value as text",
};

/** wazuh-clusterd puts attributes and elements of an element into one map. */
export function sameName(node: Node): Node | undefined {
  return node.children.find(({ name }) =>
    node.attributes.some((attribute) => attribute.name === name),
  );
}
