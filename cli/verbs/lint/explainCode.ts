import { EXPLAINED } from "../../../policy/lint/explain/explained";
import { nearCodes } from "../../../policy/lint/explain/nearCodes";
import { printExplained } from "../../../policy/lint/explain/printExplained";
import { EXIT, UsageError } from "../../lib/exit";
import { screenOf, wrap } from "./printFindings";

/**
 * Prints what a code means.
 * @throws UsageError for a code that no check has, with those that may be meant.
 */
export function explainCode(code: string): number {
  const text = printExplained(code);
  if (text === undefined) {
    const near = nearCodes(
      code,
      EXPLAINED.map((one) => one.code),
    );
    throw new UsageError(
      `--explain: ${JSON.stringify(code)} is not the code of a check; ` +
        (near.length > 0 ? `write one of ${near.join(", ")}` : "docs/checks.md lists them all"),
    );
  }
  const { columns } = screenOf(process.stdout, process.env);
  const lines = text
    .split("\n")
    .map((line) =>
      line.startsWith("      ")
        ? line
        : wrap(line, columns, line.startsWith("  ->") ? "     " : "  "),
    );
  process.stdout.write(lines.join("\n"));
  return EXIT.ok;
}
