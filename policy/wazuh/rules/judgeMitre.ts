import type { Node } from "../read/node";
import type { RuleReading } from "./ruleReading";

const KNOWN = new Set(["id", "tacticid", "techniqueid"]);

/** Judges `<mitre>`: an element that it does not know is logged as an error, and the block is left out (rules.c:1500, v4.14.7). */
export function judgeMitre(node: Node, reading: RuleReading): void {
  for (const child of node.children) {
    if (!KNOWN.has(child.name.toLowerCase()))
      reading.add(
        "lost",
        child,
        `<${child.name}>`,
        "is not an element of <mitre>: Wazuh logs an error and leaves the block out",
        "write <id>T1110</id>",
      );
  }
}
