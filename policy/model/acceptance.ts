/** A warning or a note that somebody looked at and lives with. */
export interface Acceptance {
  /** Code of the finding. */
  readonly code: string;
  /** Path of the finding, or the beginning of it up to a `.` or a `[`. @default wherever the code is found */
  readonly path?: string | undefined;
  /** Why it is fine here. */
  readonly reason: string;
  /** Last day (`YYYY-MM-DD`) on which it is accepted. @default for good */
  readonly until?: string | undefined;
}
