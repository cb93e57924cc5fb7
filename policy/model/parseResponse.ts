import { parseDuration } from "./duration";
import type { Refusals } from "./refusals";
import type { Response } from "./response";
import { parseRuleId, type RuleId } from "./ruleId";
import type { WrittenResponse } from "./written";

/** Makes a response of a written one; nothing where a value that it cannot be without is refused. */
export function parseResponse(
  written: WrittenResponse,
  path: string,
  refusals: Refusals,
): Response[] {
  const rules = (ids: readonly number[]): RuleId[] =>
    refusals.parseAll(`${path}.rules`, ids, parseRuleId);
  switch (written.kind) {
    case "block-ip":
    case "disable-account": {
      const triggers = { rules: rules(written.rules) };
      const timeout = refusals.parse(`${path}.timeout`, written.timeout, parseDuration);
      if (timeout === undefined) return [];
      return written.kind === "block-ip"
        ? [{ ...written, ...triggers, timeout }]
        : [{ ...written, ...triggers, timeout }];
    }
    case "kill-process":
      return [{ ...written, rules: rules(written.rules) }];
    case "isolate-host": {
      const { releaseAfter: after, ...isolation } = written;
      const releaseAfter = refusals.parse(`${path}.releaseAfter`, after, parseDuration);
      return [{ ...isolation, ...(releaseAfter !== undefined && { releaseAfter }) }];
    }
    case "custom": {
      const { timeout: after, ...script } = written;
      const timeout = refusals.parse(`${path}.timeout`, after, parseDuration);
      return [
        { ...script, rules: rules(written.rules), ...(timeout !== undefined && { timeout }) },
      ];
    }
    default:
      return written satisfies never;
  }
}
