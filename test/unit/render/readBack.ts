import type { Node } from "../../../policy/wazuh/read/node";
import type { Element } from "../../../policy/render/element";

/** An element as either side of a round trip has it: what Wazuh's reader makes of a text, and what was printed. */
export interface Seen {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: string | readonly Seen[];
}

/** What was printed. */
export function printed({ name, attributes, content }: Element): Seen {
  return {
    name,
    attributes: attributes ?? {},
    content:
      typeof content === "string" ? content : content.length === 0 ? "" : content.map(printed),
  };
}

/** What Wazuh reads; the text between children is white space that it skips. */
export function seen({ name, attributes, content, children }: Node): Seen {
  return {
    name,
    attributes: Object.fromEntries(attributes.map((one) => [one.name, one.value])),
    content: children.length > 0 ? children.map(seen) : content,
  };
}
