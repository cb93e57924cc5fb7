import type { Branded } from "./branded";
import { ValueError } from "./valueError";

/** A length of time in whole seconds, as Wazuh counts timeouts: 0 to 2147483647. */
export type Seconds = Branded<number, "seconds">;

/** Longest time that Wazuh reads as it is, in seconds. */
const LONGEST = 2 ** 31 - 1;
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * Makes seconds of whole seconds (`3600`) or of one number with a unit (`90m`, `1h`, `2d`).
 * Wazuh itself reads `10m` as 10 seconds, so only numbers are rendered.
 * @throws ValueError where the text is not a duration, or is longer than Wazuh can count.
 */
export function parseDuration(duration: string | number): Seconds {
  const [, digits, unit = ""] = /^(\d{1,16})([smhd]?)$/.exec(String(duration)) ?? [];
  if (digits === undefined) {
    throw new ValueError(
      "duration",
      JSON.stringify(duration),
      "is not a valid duration; Wazuh itself would read the leading digits as seconds",
      "write seconds (3600) or one number with s, m, h or d (90m, 1h)",
    );
  }
  const seconds = Number(digits) * (UNITS[unit] ?? 1);
  if (seconds <= LONGEST) return seconds as Seconds;
  throw new ValueError(
    "timeout-long",
    String(duration),
    "is more seconds than Wazuh can count",
    `write at most ${Math.floor(LONGEST / 86_400)}d`,
  );
}

/** Prints seconds for people: `1h`, `90m`, `45s`. */
export function formatDuration(seconds: number): string {
  for (const unit of ["d", "h", "m"]) {
    const size = UNITS[unit] ?? 1;
    if (seconds >= size && seconds % size === 0) return `${seconds / size}${unit}`;
  }
  return `${seconds}s`;
}
