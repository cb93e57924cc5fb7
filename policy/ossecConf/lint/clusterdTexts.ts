import type { Node } from "../../wazuh/read/node";
import type { Report } from "./report";

/** wazuh-clusterd puts attributes and elements of an element into one map. */
export function lintSameName(node: Node, report: Report): void {
  const same = node.children.find(({ name }) =>
    node.attributes.some((attribute) => attribute.name === name),
  );
  if (!same) return;
  report.error(
    "refused-value",
    same,
    `has the name of an attribute of <${node.name}>: wazuh-clusterd -t ends with an error, and so the manager does not start`,
    "keep the attribute or the element",
  );
}

/** Whether wazuh-clusterd gets a text from an element; of any other it makes a map, or nothing. */
export function isPlainText({ content, attributes, children }: Node): boolean {
  return content !== "" && attributes.length + children.length === 0;
}

/** wazuh-clusterd reads these as text, whatever the other daemons make of them. */
export function lintPlainText(child: Node, report: Report): void {
  if (isPlainText(child)) return;
  report.error(
    "refused-value",
    child,
    "is empty, or has attributes or elements: wazuh-clusterd -t ends with an error, and so the manager does not start",
    "remove it, or write its value as text",
  );
}
