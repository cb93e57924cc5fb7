import { lintReadable } from "../policy/lint/lintReadable";
import type { LintContext } from "../policy/lint/check";
import type { Finding } from "../policy/model/finding";
import type { ParsedStack } from "./parseStack";

/**
 * Everything that can be said of a stack configuration that was refused: the refusals, what is still to be given, and what
 * lint finds in the rest.
 */
export function allFindings(
  { findings, rest, fillIns }: Extract<ParsedStack, { ok: false }>,
  context: LintContext,
): readonly Finding[] {
  return [...findings, ...fillIns, ...(rest ? lintReadable(rest, context) : [])];
}
