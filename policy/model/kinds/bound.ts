import * as z from "zod";

import { parseCommandName, type CommandName } from "../commandName";
import { parseDuration, type Seconds } from "../duration";
import { parseFindings, type Findings, type WrittenFindings } from "../findings";
import { text } from "../keys/values";
import { parsePlacement, type Placement, type WrittenPlacement } from "../placement";
import type { Refusals } from "../refusals";
import { parseRuleId, type RuleId } from "../ruleId";

/** What every response that alerts set off has of values with a type of their own. */
export interface Bound {
  /** Ids of the rules that trigger it; ORed. */
  readonly rules: readonly RuleId[];
  /** Name of the command; with the timeout it is the wire name. */
  readonly command: CommandName;
  /** Which agents get its script and are expected to run it. */
  readonly on: Placement;
  /** What triggers it in Wazuh 5. */
  readonly findings: Findings;
}

/** Rules may be left out where groups or a level select; then there are none. */
export type ByRules = Pick<Bound, "rules">;

/** The same of one with a timeout. */
export interface Timed extends Bound {
  /** How long it lasts, in seconds; 0 is for ever. */
  readonly timeout: Seconds;
}

/** Key of a command's name that may be left out. */
export const commandKey = (name: string): z.ZodExactOptional<z.ZodString> =>
  text
    .exactOptional()
    .describe(
      `Name of the command; with the timeout it is the name on the wire. Default: ${name}.`,
    );

interface WrittenBound {
  readonly rules?: readonly number[] | undefined;
  readonly command?: string | undefined;
  readonly on?: WrittenPlacement | undefined;
  readonly findings?: WrittenFindings | undefined;
}

/** Makes what every response that alerts set off has; a command that was refused is left out. */
export function parseBound(
  { rules, command: name, on, findings }: WrittenBound,
  path: string,
  refusals: Refusals,
): ByRules & Partial<Pick<Bound, "command" | "on" | "findings">> {
  const placed = parseOn(on, path, refusals);
  const command = refusals.parse(`${path}.command`, name, parseCommandName);
  return {
    rules: refusals.parseAll(`${path}.rules`, rules ?? [], parseRuleId),
    ...(command !== undefined && { command }),
    ...placed,
    ...parseFindings(findings, path, refusals),
  };
}

/** Makes its placement, where one is written. */
export function parseOn(
  on: WrittenPlacement | undefined,
  path: string,
  refusals: Refusals,
): Partial<Pick<Bound, "on">> {
  return on ? { on: parsePlacement(on, `${path}.on`, refusals) } : {};
}

/** For a time that was refused; the response is left out, and only looked at for what its time does not matter to. */
const STAND_IN = parseDuration("1h");

/** Makes the timeout of a response that cannot be without one. */
export function parseTimeout(timeout: number | string, path: string, refusals: Refusals): Seconds {
  return refusals.parse(`${path}.timeout`, timeout, parseDuration) ?? STAND_IN;
}
