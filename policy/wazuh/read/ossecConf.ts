import { readNodes, type Node } from "./node";

/** An ossec.conf as Wazuh reads it: every `<ossec_config>` root, one after the other. */
export interface OssecConf {
  /** All roots, in the order of the file; one that is not `<ossec_config>` is refused by Wazuh, not by this reader. */
  readonly roots: readonly Node[];
  /** The sections of all `<ossec_config>` roots, in the order of the file. */
  readonly sections: readonly Node[];
}

/**
 * Reads an ossec.conf. Says nothing of what the sections hold: that is lint's question.
 * @throws ReadError where Wazuh's own reader refuses the text.
 */
export function readOssecConf(text: string): OssecConf {
  const roots = readNodes(text);
  const own = roots.filter(({ name }) => name === "ossec_config");
  return { roots, sections: own.flatMap(({ children }) => [...children]) };
}

/** The sections of a name, in the order of the file. */
export function sectionsOf(conf: OssecConf, name: string): Node[] {
  return conf.sections.filter((section) => section.name === name);
}

/** The child of a name; Wazuh goes through them all, so the last one wins. */
export function lastChild(node: Node, name: string): Node | undefined {
  return node.children.filter((child) => child.name === name).at(-1);
}
