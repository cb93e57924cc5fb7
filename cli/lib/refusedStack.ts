import { allFindings } from "../../config/allFindings";
import { today } from "../../config/today";
import { standing } from "../../policy/lint/accepted";
import { printFinding } from "../../policy/lint/printFinding";
import { UsageError } from "./exit";
import type { LoadedStack } from "./stack";

/** The error for a stack that was refused: all that is wrong in it, lint's errors in the rest too. Warnings are printed before. */
export function refusedStack(stack: Extract<LoadedStack, { ok: false }>): UsageError {
  const found = allFindings(stack, { today: today() });
  for (const finding of standing(found))
    if (finding.severity === "warning") console.error(`warning: ${printFinding(finding)}`);
  const errors = found.filter(({ severity }) => severity === "error");
  return new UsageError(errors.map(printFinding).join("\n"));
}
