/** How the rows of an ar.conf differ from others. */
export interface RowDifference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** False also where only their order differs: agents compare the file, not its rows. */
  readonly same: boolean;
}

/** Compares the rows of two ar.conf. */
export function rowDifference(old: readonly string[], next: readonly string[]): RowDifference {
  return {
    added: next.filter((row) => !old.includes(row)),
    removed: old.filter((row) => !next.includes(row)),
    same: old.join("\n") === next.join("\n"),
  };
}
