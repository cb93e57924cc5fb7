import { setTimeout as wait } from "node:timers/promises";

/** Wait after the first failure, in milliseconds; it grows by {@link GROWTH} up to {@link LONGEST}. */
const FIRST = 100;
const GROWTH = 1.5;
const LONGEST = 5_000;

/** How often something is tried again, and who hears about it. */
export interface Retry {
  /** What is tried, for the log: `Dial`. */
  readonly what: string;
  /** Failures after which the next one is final; -1 is never. */
  readonly limit: number;
  /** Ends the waiting. */
  readonly signal?: AbortSignal | undefined;
  readonly log: (line: string) => void;
}

/**
 * Tries until it works.
 * @throws Error `after N failed attempts: ...` with the last reason.
 */
export async function retry<T>(
  { what, limit, signal, log }: Retry,
  attempt: () => Promise<T>,
): Promise<T> {
  let delay = FIRST;
  for (let failed = 0; ; failed++) {
    try {
      return await attempt();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (limit > -1 && failed >= limit)
        throw new Error(`after ${String(failed)} failed attempts: ${reason}`, { cause: error });
      log(`${what} ${String(failed + 1)}/${limit === -1 ? "inf" : String(limit)} failed: retrying`);
    }
    await wait(delay, undefined, signal && { signal });
    delay = Math.min(delay * GROWTH, LONGEST);
  }
}
