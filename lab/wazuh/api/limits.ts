/** Limits of the API as installed: wazuh-facts.md, section 7. */
export const LIMITS = {
  /** Requests a minute, of all clients together. */
  requests: 300,
  /** Wrong logins of one address until it is blocked. */
  logins: 50,
  /** Seconds that such a block lasts. */
  block: 300,
  /** Seconds that a token is good for. */
  token: 900,
} as const;

/** The same, as a test may want them. */
export type Limits = Record<keyof typeof LIMITS, number>;

/** Counts requests of all clients in windows of a minute. @param now seconds. */
export function requestCounter(limit: number): (now: number) => boolean {
  let start = Number.NEGATIVE_INFINITY;
  let count = 0;
  return (now) => {
    if (now - start > 60) {
      start = now;
      count = 0;
    }
    count += 1;
    return count <= limit;
  };
}

/** Wrong logins by address. */
export class LoginGuard {
  private readonly wrong = new Map<string, { count: number; since: number }>();

  constructor(private readonly limits: Pick<Limits, "logins" | "block">) {}

  blocked(from: string, now: number): boolean {
    const entry = this.wrong.get(from);
    if (entry && now - entry.since >= this.limits.block) this.wrong.delete(from);
    return (this.wrong.get(from)?.count ?? 0) >= this.limits.logins;
  }

  failed(from: string, now: number): void {
    const entry = this.wrong.get(from) ?? { count: 0, since: now };
    entry.count += 1;
    this.wrong.set(from, entry);
  }
}
