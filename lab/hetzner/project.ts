import { Actions } from "./actions";
import type { Machine, MachineOf } from "./machine";
import { Refusal } from "./refusal";
import { selects } from "./labels";
import type { Firewall, Labels, Network, PlacementGroup, Server, SshKey } from "./shapes";

/** Firewalls that a server can have, and servers that a new project can (Hetzner's reference; its FAQ on limits). */
const FIREWALLS_OF_A_SERVER = 5;

/** Everything that a project at Hetzner holds. A test may put something there by hand. */
export class Project {
  readonly servers: Server[] = [];
  readonly firewalls: Firewall[] = [];
  readonly networks: Network[] = [];
  readonly sshKeys: SshKey[] = [];
  readonly placementGroups: PlacementGroup[] = [];
  readonly actions = new Actions();
  readonly machines = new Map<number, Machine>();
  /** Servers that the project may have. */
  serverLimit = 10;
  private next = 7;

  constructor(readonly machineOf: MachineOf) {}

  /** Ids count up over all kinds; at Hetzner each kind has its own, and nothing hangs on it. */
  id(): number {
    return this.next++;
  }

  /** The firewalls on a server, one by one or by a label. */
  firewallsOn({ id, labels }: Pick<Server, "id" | "labels">): Firewall[] {
    return this.firewalls.filter(({ applied_to }) =>
      applied_to.some((target) =>
        target.type === "server"
          ? target.server.id === id
          : selects(target.label_selector.selector, labels),
      ),
    );
  }

  /** Puts a firewall on a server. @throws Refusal */
  apply(firewall: Firewall, id: number): void {
    const server = this.servers.find((one) => one.id === id);
    if (!server)
      throw new Refusal("firewall_resource_not_found", `server with ID '${id}' not found`);
    const on = this.firewallsOn(server);
    if (on.includes(firewall))
      throw new Refusal("firewall_already_applied", "firewall was already applied on resource");
    if (server.ipv4 === null && server.ipv6 === "")
      throw new Refusal("private_net_only_server", "server has no public interface");
    if (on.length >= FIREWALLS_OF_A_SERVER)
      throw new Refusal("resource_limit_exceeded", "firewall limit of the server exceeded");
    firewall.applied_to.push({ type: "server", server: { id } });
  }

  /** @throws Refusal where one of that name is there already */
  unique(among: readonly { readonly name: string }[], name: string, what: string): void {
    if (among.some((one) => one.name === name))
      throw new Refusal("uniqueness_error", `${what} name is already used`, {
        fields: [{ name: "name" }],
      });
  }
}

/** One of an id. @throws Refusal where there is none */
export function byId<T extends { readonly id: number }>(
  among: readonly T[],
  id: number | string,
  what: string,
): T {
  const found = among.find((one) => one.id === Number(id));
  if (!found) throw new Refusal("not_found", `${what} with ID '${id}' not found`);
  return found;
}

/** What a list's query asks for: a name, a label selector. */
export function asked<T extends { readonly name: string | null; readonly labels?: Labels }>(
  all: readonly T[],
  query: URLSearchParams,
): T[] {
  const name = query.get("name");
  const selector = query.get("label_selector");
  return all.filter(
    (one) =>
      (name === null || one.name === name) &&
      (selector === null || selector === "" || selects(selector, one.labels ?? {})),
  );
}
