import type { Node } from "./node";

/** Prints an element on one line: `<timeout>10m</timeout>`, or `<command>` where it has children. */
export function shown({
  name,
  content,
  children,
}: Pick<Node, "name" | "content" | "children">): string {
  if (children.length > 0) return `<${name}>`;
  const text = onOneLine(content);
  return `<${name}>${text.length > 80 ? `${text.slice(0, 77)}...` : text}</${name}>`;
}

/** Writes control characters out, so that a text from elsewhere stays on its line. */
export function onOneLine(text: string): string {
  return text.replace(/[\0-\x1f\x7f]/g, (c) => JSON.stringify(c).slice(1, -1));
}
