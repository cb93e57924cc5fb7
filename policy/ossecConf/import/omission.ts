import { shown } from "../../wazuh/read/shown";
import type { Node } from "../../wazuh/read/node";

/** Something of an ossec.conf that the stack configuration does not say. */
export interface Omission {
  readonly line: number;
  readonly column: number;
  /** The element, on one line. */
  readonly what: string;
  readonly reason: string;
}

/** Leaves out what a place of the file says, for this reason. */
export function omit(node: Node, reason: string): Omission {
  return { line: node.line, column: node.column, what: shown(node), reason };
}
