import { badElement, type Words } from "./words";
import type { XmlNode } from "./xml";

/** What a daemon says where a section has an element that it does not know. */
export function judgeKnown(
  sections: readonly XmlNode[],
  section: string,
  known: ReadonlySet<string>,
): Words {
  const wrong = sections
    .filter(({ element }) => element === section)
    .flatMap(({ children }) => children)
    .find(({ element }) => !known.has(element));
  return wrong ? [badElement(wrong.element)] : [];
}
