import { byId, type Project } from "./project";
import type { Firewall, FirewallTarget, Server } from "./shapes";

/** Puts a server into a project as if it had been there for long; `ipv4` is null where nothing else is said. */
export function serverThere(
  project: Project,
  of: Pick<Server, "id" | "name"> & Partial<Server>,
): Server {
  const server: Server = {
    ...{ labels: {}, created: "2026-01-01T00:00:00+00:00", status: "running" },
    ...{ server_type: "cx23", image: "debian-12", location: "hel1", ipv4: null, ipv6: "" },
    ...{ private_net: [], placement_group: null, protection: { delete: false, rebuild: false } },
    ...of,
  };
  project.servers.push(server);
  return server;
}

/** Puts a firewall there, on servers by their ids or by a label selector. */
export function firewallThere(
  project: Project,
  id: number,
  name: string,
  on: readonly (number | string)[],
): Firewall {
  const applied_to = on.map((one): FirewallTarget =>
    typeof one === "number"
      ? { type: "server", server: { id: one } }
      : { type: "label_selector", label_selector: { selector: one } },
  );
  const created = "2026-01-01T00:00:00+00:00";
  const firewall: Firewall = { id, name, labels: {}, created, rules: [], applied_to };
  project.firewalls.push(firewall);
  return firewall;
}

/** Names of the firewalls on a server. */
export function firewallsOn(project: Project, id: number): string[] {
  return project.firewallsOn(byId(project.servers, id, "server")).map(({ name }) => name);
}
