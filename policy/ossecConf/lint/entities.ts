import type { Node } from "../../wazuh/read/node";
import type { FileCodes } from "./fileCodes";
import type { Report } from "./report";

const ENTITY = /&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);/i;

/** Values that Wazuh reads otherwise than XML does: it decodes no entity, and a `<` begins an element, whatever follows. */
export function lintEntities(nodes: readonly Node[], report: Report): void {
  for (const node of nodes) {
    const entity = ENTITY.exec(node.content)?.[0];
    if (entity !== undefined && node.children.length === 0) {
      report.warning(
        "entity",
        node,
        `contains ${entity}, which stays these ${entity.length} characters: Wazuh decodes no entities`,
        "write the character itself; a < cannot be written",
      );
    }
    if (!/[\w-]/.test(node.name)) {
      report.error(
        "raw-less-than",
        node,
        "is read as an element: only what follows is left of the value that contains the <",
        "write the value without <, for example in a script that the value calls",
      );
    }
    lintEntities(node.children, report);
  }
}

/** What is found here. */
export const entitiesCodes: FileCodes = {
  entity: {
    severity: "warning",
    doc: {
      what: "A value contains an entity.",
      why: "Wazuh decodes none: the value is these characters.",
      instead: "Write the character itself; a `<` cannot be written.",
      example: "<global><email_from>a&amp;b</email_from></global>",
    },
  },
  "raw-less-than": {
    severity: "error",
    doc: {
      what: "Wazuh reads a `<` in a value as the beginning of an element.",
      why: "Of the value only what follows is left.",
      instead: "Write the value without `<`.",
    },
  },
};
