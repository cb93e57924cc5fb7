import { jsonOf, StandInServer, type Answer, type SeenRequest } from "./standInServer";

/** A firewall of the stand-in. */
export interface LabFirewall {
  id: number;
  name: string;
  labels: Record<string, string>;
  rules: object[];
  /** Servers that it was put on, one by one, and by a label. */
  servers: number[];
  byLabel: number[];
}

interface Body {
  readonly name?: string;
  readonly labels?: Record<string, string>;
  readonly rules?: object[];
  readonly apply_to?: readonly { readonly server: { readonly id: number } }[];
  readonly remove_from?: readonly { readonly server: { readonly id: number } }[];
}

/**
 * A stand-in of Hetzner's Cloud API for servers and their firewalls, as its reference describes them (no real one was at hand):
 * five firewalls a server at most, 409 for what is applied already, 422 for one that is still in use, 401 for another token,
 * and actions that run for one question before they are done.
 */
export class HcloudStandIn {
  readonly firewalls: LabFirewall[] = [];
  readonly servers: {
    id: number;
    name: string;
    labels: Record<string, string>;
    ip?: string;
    privateIps: string[];
  }[] = [];
  private next = 100;
  private readonly asked = new Set<number>();
  private http!: StandInServer;

  private constructor(private readonly token: string) {}

  static async start(token: string): Promise<HcloudStandIn> {
    const made = new HcloudStandIn(token);
    made.http = await StandInServer.start("127.0.0.1", (request) => made.answer(request));
    return made;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.http.port}/v1`;
  }

  /** `METHOD path` of every request since the last time. */
  requests(): string[] {
    return this.http.asked();
  }

  stop(): Promise<void> {
    return this.http.stop();
  }

  /** Names of the firewalls on a server. */
  on(server: number): string[] {
    return this.firewalls
      .filter((one) => [...one.servers, ...one.byLabel].includes(server))
      .map(({ name }) => name);
  }

  private answer({ method, path, headers, ...request }: SeenRequest): Answer {
    if (headers["authorization"] !== `Bearer ${this.token}`) return failed(401, "unauthorized");
    const url = new URL(path, "http://lab");
    const body = (jsonOf({ ...request, method, path, headers }) ?? {}) as Body;
    const [, , kind, id, , what] = url.pathname.split("/");
    if (kind === "servers") return this.serversOf(url, id);
    if (kind === "actions")
      return { status: 200, body: { action: { id: Number(id), status: this.done(Number(id)) } } };
    if (method === "POST" && id === undefined) return this.make(body);
    if (id === undefined)
      return {
        status: 200,
        body: {
          firewalls: this.firewalls
            .filter(({ name }) => name === url.searchParams.get("name"))
            .map(shown),
        },
      };
    const firewall = this.firewalls.find((one) => one.id === Number(id));
    if (!firewall) return failed(404, "not_found");
    if (what !== undefined) return this.act(firewall, what, body);
    if (method === "PUT") Object.assign(firewall, { labels: body.labels ?? firewall.labels });
    if (method === "DELETE") {
      if (firewall.servers.length > 0) return failed(422, "resource_in_use");
      this.firewalls.splice(this.firewalls.indexOf(firewall), 1);
      return { status: 204 };
    }
    return { status: 200, body: { firewall: shown(firewall) } };
  }

  private serversOf(url: URL, id: string | undefined): Answer {
    const name = url.searchParams.get("name");
    const all = name === null && !url.searchParams.has("label_selector");
    const [key, value] = (url.searchParams.get("label_selector") ?? "").split("=");
    const found = this.servers.filter((one) =>
      all && id === undefined
        ? true
        : id !== undefined
          ? one.id === Number(id)
          : name !== null
            ? one.name === name
            : key !== undefined && one.labels[key] === value,
    );
    const servers = found.map((one) => ({
      ...{ id: one.id, name: one.name },
      public_net: {
        ipv4: one.ip === undefined ? null : { ip: one.ip },
        firewalls: this.firewalls
          .filter(({ servers: on, byLabel }) => [...on, ...byLabel].includes(one.id))
          .map((firewall) => ({ id: firewall.id, status: "applied" })),
      },
      private_net: one.privateIps.map((ip) => ({ ip })),
    }));
    return { status: 200, body: id === undefined ? { servers } : { server: servers[0] } };
  }

  private make({ name = "", labels = {}, rules = [] }: Body): Answer {
    if (this.firewalls.some((one) => one.name === name)) return failed(409, "uniqueness_error");
    const firewall = { id: this.next++, name, labels, rules, servers: [], byLabel: [] };
    this.firewalls.push(firewall);
    return { status: 201, body: { firewall: shown(firewall), actions: [] } };
  }

  private act(firewall: LabFirewall, what: string, body: Body): Answer {
    const server = (body.apply_to ?? body.remove_from)?.[0]?.server.id ?? 0;
    if (what === "set_rules") firewall.rules = body.rules ?? [];
    if (what === "apply_to_resources") {
      if (firewall.servers.includes(server)) return failed(409, "firewall_already_applied");
      if (this.on(server).length >= 5) return failed(422, "resource_limit_exceeded");
      firewall.servers.push(server);
    }
    if (what === "remove_from_resources") {
      if (!firewall.servers.includes(server)) return failed(409, "firewall_already_removed");
      firewall.servers = firewall.servers.filter((one) => one !== server);
    }
    return { status: 201, body: { actions: [{ id: this.next++, status: "running" }] } };
  }

  /** Running when it is asked for the first time. */
  private done(id: number): string {
    const known = this.asked.has(id);
    this.asked.add(id);
    return known ? "success" : "running";
  }
}

function failed(status: number, code: string): Answer {
  return { status, body: { error: { code, message: `the stand-in says ${code}` } } };
}

function shown({ servers, byLabel, ...firewall }: LabFirewall): object {
  return {
    ...firewall,
    applied_to: [
      ...servers.map((id) => ({ type: "server", server: { id } })),
      ...(byLabel.length > 0
        ? [{ type: "label_selector", label_selector: { selector: "all" } }]
        : []),
    ],
  };
}
