/** What Graylog answered. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Graylog's REST API, as its administrator asks it. */
export class GraylogApi {
  constructor(
    readonly url: string,
    private readonly user: string,
    private readonly password: string,
  ) {}

  async ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${this.user}:${this.password}`).toString("base64")}`,
        accept: "application/json",
        "x-requested-by": "lab",
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    let parsed: unknown = text;
    try {
      parsed = JSON.parse(text);
    } catch {
      // An answer without a body, or in words.
    }
    return { status: response.status, body: parsed };
  }

  /** Asks, and takes nothing but success. @throws Error with the status and Graylog's words. */
  async must<T>(method: string, path: string, body?: unknown): Promise<T> {
    const { status, body: answer } = await this.ask(method, path, body);
    if (status >= 200 && status < 300) return answer as T;
    throw new Error(`${method} ${path}: HTTP ${status}: ${JSON.stringify(answer).slice(0, 600)}`);
  }

  /** How many messages a search of the last hour finds. */
  async count(query: string, stream?: string): Promise<number> {
    const filter = stream === undefined ? "" : `&filter=streams%3A${stream}`;
    const { total_results } = await this.must<{ total_results: number }>(
      "GET",
      `/search/universal/relative?range=3600&limit=1&fields=message&query=${encodeURIComponent(query)}${filter}`,
    );
    return total_results;
  }
}
