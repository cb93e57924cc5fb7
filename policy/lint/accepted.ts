import type { Finding } from "../model/finding";

/** The findings that nobody accepted. */
export function standing(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ accepted }) => accepted === undefined);
}

/** The findings that somebody accepted. */
export function acceptedOf(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ accepted }) => accepted !== undefined);
}

/** One line on what was accepted, `2 findings accepted`; undefined where nothing was. */
export function printAccepted(findings: readonly Finding[]): string | undefined {
  const count = acceptedOf(findings).length;
  return count === 0 ? undefined : `${count} finding${count === 1 ? "" : "s"} accepted`;
}
