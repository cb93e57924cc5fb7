import { parseCommandName } from "./commandName";
import { parseDuration } from "./duration";
import { parseHostName } from "./hostName";
import type { Placement } from "./placement";
import type { Refusals } from "./refusals";
import type { Response } from "./response";
import { parseRuleId } from "./ruleId";
import type { WrittenPlacement, WrittenResponse } from "./written";

/** For a time that was refused; the response is left out, and only looked at for what its time does not matter to. */
const STAND_IN = parseDuration("1h");

/** Makes a response of a written one; nothing where a value that it cannot be without is refused. */
export function parseResponse(
  written: WrittenResponse,
  path: string,
  refusals: Refusals,
): Response[] {
  const { on, ...anywhere } = written;
  const placed = on && { on: parsePlacement(on, `${path}.on`, refusals) };
  if (anywhere.kind === "isolate-host") {
    const { releaseAfter: after, ...isolation } = anywhere;
    const releaseAfter = refusals.parse(`${path}.releaseAfter`, after, parseDuration);
    return [{ ...isolation, ...placed, ...(releaseAfter !== undefined && { releaseAfter }) }];
  }
  const { command: name, rules: ids, ...rest } = anywhere;
  const command = refusals.parse(`${path}.command`, name, parseCommandName);
  const rules = refusals.parseAll(`${path}.rules`, ids, parseRuleId);
  const bound = { rules, ...(command !== undefined && { command }), ...placed };
  switch (rest.kind) {
    case "kill-process":
      return [{ ...rest, ...bound }];
    case "block-ip":
    case "disable-account": {
      const timeout = refusals.parse(`${path}.timeout`, rest.timeout, parseDuration) ?? STAND_IN;
      return rest.kind === "block-ip"
        ? [{ ...rest, ...bound, timeout }]
        : [{ ...rest, ...bound, timeout }];
    }
    case "custom": {
      const { timeout: after, timeLimit: within, ...script } = rest;
      const timeout = refusals.parse(`${path}.timeout`, after, parseDuration);
      const timeLimit = refusals.parse(`${path}.timeLimit`, within, parseDuration);
      if (command === undefined) return [];
      const times = {
        ...(timeout !== undefined && { timeout }),
        ...(timeLimit !== undefined && { timeLimit }),
      };
      return [{ ...script, ...bound, command, ...times }];
    }
    default:
      return rest satisfies never;
  }
}

function parsePlacement(
  { agents, ...rest }: WrittenPlacement,
  path: string,
  refusals: Refusals,
): Placement {
  return {
    ...rest,
    ...(agents && { agents: refusals.parseAll(`${path}.agents`, agents, parseHostName) }),
  };
}
