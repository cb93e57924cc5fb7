import * as z from "zod";

import { formatDuration, parseDuration, type Seconds } from "../duration";
import { seconds } from "../keys/values";
import type { Refusals } from "../refusals";
import { ValueError } from "../valueError";
import { parseTimeout } from "./bound";

/** How long an address is remembered behind the end of its last block, where nothing is written. */
export const FORGET = parseDuration("7d");

/** Keys that say how long an address is blocked: the same each time, or longer each time. */
export const timeKeys = {
  timeout: seconds
    .exactOptional()
    .describe(
      "Seconds, or 90m, 1h; 0 is for ever. Required without `escalate`, whose first entry it is.",
    ),
  escalate: z
    .array(seconds)
    .min(2)
    .max(9)
    .exactOptional()
    .describe(
      "Times of an address's first, second, ... block on a host, each longer than the one before: [10m, 1h, 1d]. The last stays, and may be 0, for ever. Default: `timeout` each time.",
    ),
  forget: seconds
    .exactOptional()
    .describe(
      `How long behind the end of its last block an address begins with the first entry of \`escalate\` again. Default: ${formatDuration(FORGET)}.`,
    ),
} as const;

/** What people write of a block's times. */
export interface WrittenTimes {
  readonly timeout?: number | string;
  readonly escalate?: readonly (number | string)[];
  readonly forget?: number | string;
}

/** The times of a block. */
export interface BlockTimes {
  /** How long a first block lasts, in seconds; 0 is for ever. */
  readonly timeout: Seconds;
  /** Times of an address's first, second, ... block on a host; the first is the timeout. @default the timeout each time */
  readonly escalate?: readonly Seconds[];
  /** Seconds behind the end of its last block after which an address begins anew. @default FORGET */
  readonly forget?: Seconds;
}

/** Makes the times of a response; all that does not fit together is refused. */
export function parseTimes(
  { timeout, escalate, forget }: WrittenTimes,
  path: string,
  refusals: Refusals,
): BlockTimes {
  const refuse = (key: string, value: unknown, reason: string, instead: string): void => {
    refusals.parse(`${path}.${key}`, true, () => {
      throw new ValueError("block-time", JSON.stringify(value), reason, instead);
    });
  };
  if (escalate === undefined) {
    if (forget !== undefined)
      refuse(
        "forget",
        forget,
        "has no effect without escalate: every block of this response lasts equally long",
        "write escalate: [10m, 1h, 1d], or remove forget",
      );
    if (timeout !== undefined) return { timeout: parseTimeout(timeout, path, refusals) };
    refuse(
      "timeout",
      null,
      "is missing, and so is escalate: nothing says how long an address is blocked",
      "write timeout: 1h, or escalate: [10m, 1h, 1d]",
    );
    return { timeout: parseTimeout("1h", path, refusals) };
  }
  const steps = refusals.parseAll(`${path}.escalate`, escalate, parseDuration);
  const first = steps[0] ?? parseDuration("1h");
  const given =
    timeout === undefined ? first : refusals.parse(`${path}.timeout`, timeout, parseDuration);
  if (given !== undefined && given !== first && steps.length === escalate.length)
    refuse(
      "timeout",
      timeout,
      `is not the first entry of escalate (${formatDuration(first)}), which is how long a first block lasts`,
      "remove timeout, or write the same time in both",
    );
  const odd = steps.findIndex((step, i) => i > 0 && !isLonger(step, steps[i - 1] ?? first));
  if (odd > 0)
    refuse(
      `escalate[${odd}]`,
      escalate[odd],
      `is not longer than the entry before it (${formatDuration(steps[odd - 1] ?? first)})`,
      "write times that grow: [10m, 1h, 1d]; only the last may be 0, for ever",
    );
  const remembered = refusals.parse(`${path}.forget`, forget, parseDuration);
  if (remembered === 0)
    refuse(
      "forget",
      forget,
      "forgets each address at once, so that no block is a second one",
      "write a duration, such as 7d",
    );
  return {
    timeout: first,
    escalate: steps,
    ...(remembered !== undefined && { forget: remembered }),
  };
}

/** 0 is for ever. */
function isLonger(step: number, before: number): boolean {
  return before !== 0 && (step === 0 || step > before);
}
