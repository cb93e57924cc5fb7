import type { Finding } from "../model/finding";

/** Prints a finding as one sentence: where, the value, what is wrong, what to write instead, the code of the check. */
export function printFinding(finding: Finding): string {
  const { path, line, column, value, reason, instead, code } = finding;
  const place = line === undefined ? path : `${path}:${line}:${column ?? 1}`;
  return `${place}: ${value} ${reason}; ${instead} [${code}]`;
}
