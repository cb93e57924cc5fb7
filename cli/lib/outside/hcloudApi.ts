import { UnreachableError } from "../../../ssh/onHost";
import { UsageError } from "../exit";

/** A server as Hetzner's API names it; the fields that are needed here. */
export interface HcloudServer {
  readonly id: number;
  readonly name: string;
  readonly public_net: {
    readonly ipv4?: { readonly ip: string } | null;
    readonly firewalls: readonly { readonly id: number; readonly status: string }[];
  };
  readonly private_net: readonly { readonly ip: string }[];
}

/** One rule of a firewall. */
export interface FirewallRule {
  readonly direction: "in" | "out";
  readonly protocol: "tcp" | "udp";
  /** `1514`, or `any`. */
  readonly port: string;
  readonly source_ips?: readonly string[];
  readonly destination_ips?: readonly string[];
  readonly description: string;
}

/** A firewall as Hetzner's API names it. */
export interface Firewall {
  readonly id: number;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly applied_to: readonly {
    readonly type: "server" | "label_selector";
    readonly server?: { readonly id: number };
  }[];
}

interface Action {
  readonly id: number;
  readonly status: "running" | "success" | "error";
  readonly error?: { readonly message: string } | null;
}

const ENDPOINT = "https://api.hetzner.cloud/v1";
/** Milliseconds for one answer, and for an action to be done. */
const PATIENCE = 15_000;
const DONE_WITHIN = 60_000;

/** Of 50 servers each. */
const MOST_PAGES = 100;

/** The calls to Hetzner's API that cut a server off. The token travels in a header, never in an address or a command. */
export class HcloudApi {
  constructor(
    private readonly token: string,
    private readonly endpoint = process.env["HCLOUD_ENDPOINT"] ?? ENDPOINT,
  ) {
    const { protocol, hostname } = new URL(this.endpoint);
    if (protocol !== "https:" && !/^(?:127\.|\[::1\]|localhost$)/.test(hostname))
      throw new UsageError(
        `HCLOUD_ENDPOINT: "${this.endpoint}" is not https; the token would travel in plain text`,
      );
  }

  /** The servers of a name or of a label selector. */
  async servers(by: { readonly name: string } | { readonly selector: string }) {
    const query =
      "name" in by
        ? `name=${encodeURIComponent(by.name)}`
        : `label_selector=${encodeURIComponent(by.selector)}`;
    return (await this.call<{ servers: HcloudServer[] }>("GET", `/servers?${query}`)).servers;
  }

  /** Every server of the project. */
  async everyServer(): Promise<HcloudServer[]> {
    const all: HcloudServer[] = [];
    for (let page: number | null = 1; page !== null && page <= MOST_PAGES;) {
      const found: {
        servers: HcloudServer[];
        meta?: { pagination?: { next_page: number | null } };
      } = await this.call("GET", `/servers?per_page=50&page=${page}`);
      all.push(...found.servers);
      page = found.meta?.pagination?.next_page ?? null;
    }
    return all;
  }

  async server(id: number): Promise<HcloudServer> {
    return (await this.call<{ server: HcloudServer }>("GET", `/servers/${id}`)).server;
  }

  /** The firewall of a name; undefined where there is none. */
  async firewallNamed(name: string): Promise<Firewall | undefined> {
    const path = `/firewalls?name=${encodeURIComponent(name)}`;
    return (await this.call<{ firewalls: Firewall[] }>("GET", path)).firewalls[0];
  }

  /** The firewall of an id; undefined where it is gone. */
  async firewall(id: number): Promise<Firewall | undefined> {
    return (await this.call<{ firewall?: Firewall }>("GET", `/firewalls/${id}`, undefined, [404]))
      .firewall;
  }

  async create(
    name: string,
    labels: Readonly<Record<string, string>>,
    rules: readonly FirewallRule[],
  ): Promise<Firewall> {
    const made = await this.call<{ firewall: Firewall }>("POST", "/firewalls", {
      name,
      labels,
      rules,
    });
    return made.firewall;
  }

  async label(id: number, labels: Readonly<Record<string, string>>): Promise<void> {
    await this.call("PUT", `/firewalls/${id}`, { labels });
  }

  async setRules(id: number, rules: readonly FirewallRule[]): Promise<void> {
    await this.act(`/firewalls/${id}/actions/set_rules`, { rules });
  }

  async apply(firewall: number, server: number): Promise<void> {
    const body = { apply_to: [{ type: "server", server: { id: server } }] };
    await this.act(
      `/firewalls/${firewall}/actions/apply_to_resources`,
      body,
      "firewall_already_applied",
    );
  }

  async takeOff(firewall: number, server: number): Promise<void> {
    const body = { remove_from: [{ type: "server", server: { id: server } }] };
    await this.act(
      `/firewalls/${firewall}/actions/remove_from_resources`,
      body,
      "firewall_already_removed",
    );
  }

  async remove(firewall: number): Promise<void> {
    await this.call("DELETE", `/firewalls/${firewall}`, undefined, [404]);
  }

  /** @param already code of the error that says that it was so before */
  private async act(path: string, body: object, already = ""): Promise<void> {
    const { actions = [] } = await this.call<{ actions?: Action[] }>(
      "POST",
      path,
      body,
      [],
      already,
    );
    const end = Date.now() + DONE_WITHIN;
    for (let { id, status, error } of actions) {
      while (status === "running") {
        if (Date.now() > end)
          throw new UnreachableError(
            `Hetzner: ${path} did not finish within ${DONE_WITHIN / 1000} s`,
          );
        await new Promise((resolve) => setTimeout(resolve, 250));
        ({ id, status, error } = (
          await this.call<{ action: Action }>("GET", `/actions/${id}`)
        ).action);
      }
      if (status === "error") throw new Error(`Hetzner: ${path}: ${error?.message ?? "failed"}`);
    }
  }

  private async call<T>(
    method: string,
    path: string,
    body?: object,
    allowed: readonly number[] = [],
    already = "",
  ): Promise<T> {
    let answer: Response;
    let text: string;
    try {
      answer = await fetch(`${this.endpoint}${path}`, {
        method,
        headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json" },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(PATIENCE),
        redirect: "error",
      });
      text = await answer.text();
    } catch (error) {
      throw new UnreachableError(`Hetzner's API does not answer (${whyNot(error as Error)})`);
    }
    const found = (text === "" ? {} : parsed(text)) as T & {
      error?: { code?: string; message?: string };
    };
    if (answer.ok || allowed.includes(answer.status)) return found;
    const { code = "", message = `HTTP ${answer.status}` } = found.error ?? {};
    if (already !== "" && code === already) return {} as T;
    if (answer.status === 401)
      throw new UsageError(
        "Hetzner rejects the token (401); set a new one: pulumi config set --secret hcloud:token, or HCLOUD_TOKEN",
      );
    throw new Error(
      `Hetzner: ${method} ${path.split("?")[0] ?? ""}: ${message} (${code || answer.status})`,
    );
  }
}

function whyNot(error: Error): string {
  if (error.name === "TimeoutError") return `nothing within ${PATIENCE / 1000} s`;
  return (error.cause as Error | undefined)?.message ?? error.message;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
