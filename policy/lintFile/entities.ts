import type { Node } from "../read/node";
import type { Report } from "./report";

const ENTITY = /&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);/i;

/** Values that were written for XML: Wazuh decodes no entity and keeps its characters. */
export function lintEntities(nodes: readonly Node[], report: Report): void {
  for (const node of nodes) {
    const entity = ENTITY.exec(node.content)?.[0];
    if (entity !== undefined && node.children.length === 0) {
      report.warning(
        "entity",
        node,
        `holds ${entity}, which stays these ${entity.length} characters: Wazuh decodes no entities`,
        "write the character itself; a < cannot be written",
      );
    }
    lintEntities(node.children, report);
  }
}
