import type { Place } from "./source";

/** One line of Wazuh's flat list of what it read, in the order of the text. */
export interface Entry extends Place {
  /** A `<var>` (in any case) is a variable and no element: whoever asks for elements does not see it. */
  readonly kind: "element" | "attribute" | "variable";
  readonly name: string;
  /** Depth of the element; an attribute has the depth of its element. */
  readonly level: number;
  /** The value, exactly: not decoded, not trimmed. An element with children has the text after its last child. */
  content: string;
}

/** Makes an entry; names and values end at a NUL, as C's strings do. */
export function entryOf(
  kind: "element" | "attribute",
  name: string,
  level: number,
  place: Place,
  content = "",
): Entry {
  const ended = cutAtNul(name);
  return {
    kind: ended.toLowerCase() === "var" ? "variable" : kind,
    name: ended,
    level,
    content: cutAtNul(content),
    ...place,
  };
}

/** A text as C reads it: up to its first zero byte. */
export function cutAtNul(text: string): string {
  const nul = text.indexOf("\0");
  return nul < 0 ? text : text.slice(0, nul);
}
