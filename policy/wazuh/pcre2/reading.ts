import { Cursor } from "./cursor";
import { Groups, type Level } from "./groups";

/** A pattern while it is read. */
export interface Reading {
  readonly cursor: Cursor;
  readonly groups: Groups;
  /** The group that is open, inside those around it; the pattern itself is the first. */
  readonly levels: Level[];
  /** Characters and not bytes: `(*UTF)`. */
  readonly utf: boolean;
}

/** What an escape stands for: one character, a set of them, a place between two, or nothing at all. */
export type Escaped =
  | { readonly kind: "character"; readonly code: number }
  | { readonly kind: "set" | "place" | "quote" | "nothing" };
