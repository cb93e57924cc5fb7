import type { Node } from "../read/node";

/** What a daemon does with an element or a value that it does not take. */
export type Effect =
  /** It does not start. */
  | "refused"
  /** It goes on as if the section were not there. */
  | "section off"
  /** It passes over it. */
  | "ignored";

/** Where an element stands, and what else there is. */
export interface Around {
  /** The element that holds it. */
  readonly holder: Node;
  /** The section that it is in. */
  readonly section: Node;
  /** All sections of the file, in its order. */
  readonly sections: readonly Node[];
  /** Whether a file is below Wazuh's own folder; undefined where that cannot be seen. */
  readonly exists?: ((path: string) => boolean) | undefined;
}

/** What a daemon asks of an element beyond its own value: one row of a table. */
export interface Ask {
  /** Elements that it is about; `*` is each of them. @default the element that holds them, where it holds any */
  readonly of?: string;
  /** Whether the daemon is not content with it. */
  readonly wrong: (node: Node, around: Around) => boolean;
  /** What the daemon does then; `note`: nothing, where what cannot be seen from here is right. @default refused */
  readonly effect?: Effect | "note";
  /** How the finding is called. @default refused-value or wrong-value, by the effect */
  readonly code?: string;
  readonly reason: string | ((node: Node) => string);
  readonly instead: string;
  /** Its value is a secret, and is not shown. */
  readonly secret?: boolean;
}

/** The last child of a name, whatever its case. */
export function lastOf(holder: Node, name: string): Node | undefined {
  return holder.children.filter((child) => child.name.toLowerCase() === name).at(-1);
}

/** Whether an element holds one of these. */
export function has(holder: Node, ...names: readonly string[]): boolean {
  return holder.children.some(({ name }) => names.includes(name));
}

/** The sections of a name. */
export function named(sections: readonly Node[], name: string): readonly Node[] {
  return sections.filter((section) => section.name === name);
}

/** The elements of all sections of a name, in the order of the file. */
export function within(sections: readonly Node[], name: string): readonly Node[] {
  return named(sections, name).flatMap(({ children }) => [...children]);
}

/** Rows whose findings have a name of their own. */
export const coded = (code: string, asks: readonly Ask[]): readonly Ask[] =>
  asks.map((ask) => ({ code, ...ask }));
