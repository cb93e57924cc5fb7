import { Refusal } from "./refusal";

/**
 * How many requests there are left: so many an hour, one more each time a share of the hour has passed (Hetzner's reference,
 * "Rate Limiting": 3600 an hour). The headers are those that the Go client reads (hcloud/client_handler_rate_limit.go:22-30).
 */
export class RateLimit {
  private left: number;
  private since = Date.now();
  constructor(private readonly anHour = 3600) {
    this.left = anHour;
  }

  /** Counts a request. @throws Refusal where none is left */
  take(): void {
    const now = Date.now();
    const back = Math.floor(((now - this.since) * this.anHour) / 3_600_000);
    if (back > 0) {
      this.left = Math.min(this.anHour, this.left + back);
      this.since = now;
    }
    if (this.left <= 0)
      throw new Refusal("rate_limit_exceeded", `limit of ${this.anHour} requests per hour reached`);
    this.left -= 1;
  }

  /** Leaves so many, for a test of what happens then. */
  leave(requests: number): void {
    this.left = requests;
    this.since = Date.now();
  }

  /** Of every answer. */
  headers(): Record<string, string> {
    const whole = ((this.anHour - this.left) * 3_600_000) / this.anHour;
    return {
      "ratelimit-limit": String(this.anHour),
      "ratelimit-remaining": String(this.left),
      "ratelimit-reset": String(Math.ceil((Date.now() + whole) / 1000)),
    };
  }
}
