import type { Exposure } from "./exposure";

/** What a finding says of rules whose address a client chooses. */
export interface ExposedFinding {
  readonly code: "forgeable-address" | "unproven-source";
  readonly reason: string;
  readonly instead: string;
}

/**
 * Says what nothing protects of what leads to a response.
 * @param guarded whether our rules and scripts hold the rules of the table to their lines; a file that is only read has neither.
 */
export function exposedFindings(
  { lines, forgeable, unproven }: Exposure,
  guarded: boolean,
): ExposedFinding[] {
  const fooled = guarded
    ? []
    : [...lines].filter(([{ row }]) => row.fooled).flatMap(([, ids]) => [...ids]);
  const forged = [...new Set([...fooled, ...forgeable])].sort((a, b) => a - b);
  const found: ExposedFinding[] = [];
  if (forged.length > 0) {
    found.push({
      code: "forgeable-address",
      reason: `acts on an address or a user that a client can write into a log line (${rules(forged)}): without an account, anybody can have somebody else blocked`,
      instead: guarded
        ? "bind rules whose lines prove the address, such as 5763, 5712, 5551, 9751, 11451 or 31151"
        : "bind it by a stack of this project, whose rules and scripts check whether the line proves its address; or remove the block",
    });
  }
  if (unproven.size > 0) {
    found.push({
      code: "unproven-source",
      reason: `acts on the source of packets that need no answer (${rules([...unproven])}): anybody can send them with somebody else's address`,
      instead: "bind a rule for a connection that was actually established",
    });
  }
  return found;
}

function rules(ids: readonly number[]): string {
  const named = ids.slice(0, 6).join(", ");
  const more = ids.length > 6 ? ` and ${ids.length - 6} more` : "";
  return `rule${ids.length === 1 ? "" : "s"} ${named}${more}`;
}
