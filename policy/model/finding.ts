/** How bad a finding is: an error stops preview, a warning is printed, a note explains. */
export type Severity = "error" | "warning" | "note";

/** One thing that is wrong, or may surprise, in an input. */
export interface Finding {
  readonly severity: Severity;
  /** Stable kebab-case name of the check. */
  readonly code: string;
  /** Path of the input: `whitelist.hel1[0].address`, or file, line and column for a file. */
  readonly path: string;
  /** The value as it was given. */
  readonly value: string;
  /** What is wrong, and what Wazuh would do with it. */
  readonly reason: string;
  /** What to write instead. */
  readonly instead: string;
  /** Place in a file that was read; 1-based. */
  readonly line?: number;
  readonly column?: number;
  /** Why somebody lives with it, and up to which day: it does not count. @default nobody accepted it */
  readonly accepted?: { readonly reason: string; readonly until?: string };
}

/** Makes a finding of an input of the stack. */
export function finding(
  severity: Severity,
  code: string,
  path: string,
  value: string | number,
  reason: string,
  instead: string,
): Finding {
  return { severity, code, path, value: String(value), reason, instead };
}
