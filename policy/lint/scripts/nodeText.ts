import type { Node } from "./shellTree";

/** A command as one text, without what is redirected where it is simple. */
export function textOf(node: Node): string {
  return node.type === "simple"
    ? [...node.assigns, ...node.words].map(({ raw }) => raw).join(" ")
    : deepText(node);
}

/** A command as what is asked of it: its words, without loops, groups and functions. */
export function conditionOf(node: Node): string {
  switch (node.type) {
    case "simple":
      return textOf(node);
    case "pipeline":
      return node.nodes.map(conditionOf).join(" | ");
    case "choice":
      return [...node.first, ...node.branches.flatMap(({ body }) => body)]
        .map(conditionOf)
        .join(" ");
    default:
      return "";
  }
}

/** All that stands in a command, here-documents included. */
export function deepText(node: Node): string {
  const many = (nodes: readonly Node[]): string => nodes.map(deepText).join("\n");
  switch (node.type) {
    case "simple":
      return `${textOf(node)} ${node.redirects.map(({ target }) => target).join(" ")}`;
    case "pipeline":
      return many(node.nodes);
    case "group":
    case "function":
      return many(node.body);
    case "background":
      return deepText(node.node);
    case "loop":
      return many([...node.condition, ...node.body]);
    case "choice":
      return many([...node.first, ...node.branches.flatMap(({ body }) => body)]);
    default:
      return node satisfies never;
  }
}

/** Does it leave a loop, or the script, by itself? With `sure`, whenever it runs; else somewhere. */
export function escapes(node: Node, sure: boolean, afterRead = false): boolean {
  const any = (nodes: readonly Node[]): boolean =>
    nodes.some((one) => escapes(one, sure, afterRead));
  switch (node.type) {
    case "simple":
      return /^(?:exit|return|break|exec)$/.test(node.words[0]?.raw ?? "");
    case "group":
      return any(node.body);
    case "pipeline":
    case "function":
    case "background":
      return false;
    case "loop":
      return !sure && any(node.body);
    case "choice": {
      if (any(node.first)) return true;
      const branches = node.branches.filter(
        ({ condition }) => afterRead || !/^(?:IFS= ?)?read\b.*\|\|$/.test(condition),
      );
      if (!sure) return branches.some(({ body }) => any(body));
      return node.complete && branches.length > 0 && branches.every(({ body }) => any(body));
    }
    default:
      return node satisfies never;
  }
}
