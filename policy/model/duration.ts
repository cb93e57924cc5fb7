/** A length of time in whole seconds, as Wazuh counts timeouts. */
export type Seconds = number;

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * Reads a duration of the stack configuration: whole seconds (`3600`) or one number with a unit (`90m`, `1h`, `2d`).
 * @returns seconds, or undefined where the text is no duration. Wazuh itself reads `10m` as 10 seconds, so only numbers are rendered.
 */
export function parseDuration(text: string | number): Seconds | undefined {
  const match = /^(\d{1,9})([smhd]?)$/.exec(String(text));
  if (!match) return undefined;
  return Number(match[1]) * (UNITS[match[2] === "" ? "s" : (match[2] ?? "s")] ?? 1);
}

/** Prints seconds for people: `1h`, `90m`, `45s`. */
export function formatDuration(seconds: Seconds): string {
  for (const unit of ["d", "h", "m"]) {
    const size = UNITS[unit] ?? 1;
    if (seconds >= size && seconds % size === 0) return `${seconds / size}${unit}`;
  }
  return `${seconds}s`;
}
