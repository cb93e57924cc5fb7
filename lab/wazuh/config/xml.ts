import { readEntries } from "../../../policy/wazuh/read/entries";
import { nodesOf, type Node } from "../../../policy/wazuh/read/node";
import { ReadError } from "../../../policy/wazuh/read/readError";
import { applyVariables } from "../../../policy/wazuh/read/variables";

/** An element of a file in Wazuh's own kind of XML. */
export interface XmlNode {
  readonly element: string;
  /** Text behind the last child (all of it where there is none); not trimmed, entities not decoded. */
  readonly content: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
}

/** The file is not what Wazuh's parser takes; message and line as the daemons print them. */
export class XmlError extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

/** Reads a file as os_xml of Wazuh 4.14 does. @throws XmlError */
export function parseXml(text: string): XmlNode[] {
  return read(text, false);
}

/** Reads a file of rules: the same, with its variables put in. @throws XmlError */
export function parseRules(text: string): XmlNode[] {
  return read(text, true);
}

function read(text: string, variables: boolean): XmlNode[] {
  try {
    const entries = readEntries(text);
    if (variables) applyVariables(entries);
    return nodesOf(entries).map(nodeOf);
  } catch (fault) {
    if (fault instanceof ReadError) throw new XmlError(fault.wazuh, fault.line);
    throw fault;
  }
}

function nodeOf({ name, content, attributes, children }: Node): XmlNode {
  return {
    element: name,
    content,
    attributes: Object.fromEntries(attributes.map((each) => [each.name, each.value])),
    children: children.map(nodeOf),
  };
}
