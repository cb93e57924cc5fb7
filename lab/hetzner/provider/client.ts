import { setTimeout as wait } from "node:timers/promises";

/** An action, as far as a client looks at it. */
export interface Begun {
  readonly id: number;
  readonly status: string;
  readonly error?: { readonly code: string; readonly message: string } | null;
}

/** Milliseconds between two questions about an action; the real provider's `poll_interval` is 500. */
const POLL = 100;

/** What a provider asks of Hetzner's API, at `HCLOUD_ENDPOINT` with `HCLOUD_TOKEN`. */
export class Client {
  constructor(
    private readonly endpoint: string,
    private readonly token: string,
  ) {}

  /** @throws Error in the words of Hetzner's Go client: `message (code)`, hcloud/error.go:130. */
  async ask<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.endpoint}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const said = (text === "" ? {} : JSON.parse(text)) as T & {
      error?: { code: string; message: string };
    };
    if (!answer.ok) throw new Error(`${said.error?.message ?? ""} (${said.error?.code ?? ""})`);
    return said;
  }

  /** The first of a name. @throws Error where there is none */
  async named<T>(many: string, name: string, what: string): Promise<T> {
    const answer = await this.ask<Record<string, T[]>>(
      "GET",
      `/${many}?name=${encodeURIComponent(name)}`,
    );
    const [found] = answer[many] ?? [];
    if (!found) throw new Error(`${what} not found: ${name}`);
    return found;
  }

  /** Waits until actions are over. @throws Error where one fails */
  async over(...actions: readonly Begun[]): Promise<void> {
    for (let { id, status, error } of actions) {
      while (status === "running") {
        await wait(POLL);
        const { actions: now } = await this.ask<{ actions: Begun[] }>("GET", `/actions?id=${id}`);
        ({ id, status, error } = now[0] ?? { id, status: "error" });
      }
      if (status === "error")
        throw new Error(`${error?.message ?? "failed"} (${error?.code ?? ""})`);
    }
  }
}
