import { IMAGES, LOCATIONS, SERVER_TYPES } from "./catalogue";
import { byId, type Project } from "./project";
import { invalid, Refusal } from "./refusal";
import { shownServer } from "./shownServer";
import type { Action, Labels, Server } from "./shapes";

/** Bytes of user data at most (Hetzner's reference, "Create a Server": user_data). */
const USER_DATA = 32_768;

/** hcloud/schema/server.go:92 */
export interface NewServer {
  readonly name?: string;
  readonly server_type?: string | number;
  readonly image?: string | number;
  readonly ssh_keys?: readonly (string | number)[];
  readonly location?: string;
  readonly user_data?: string;
  readonly start_after_create?: boolean;
  readonly labels?: Labels;
  readonly networks?: readonly number[];
  readonly firewalls?: readonly { readonly firewall: number }[];
  readonly placement_group?: number;
  readonly public_net?: { readonly enable_ipv4?: boolean; readonly enable_ipv6?: boolean };
}

/** Makes a server. @throws Refusal before anything of it is there */
export function createServer(project: Project, body: NewServer): object {
  const { name = "", user_data: userData = "" } = body;
  if (!/^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/i.test(name))
    throw invalid("name", "Name is not a valid hostname.");
  project.unique(project.servers, name, "server");
  if (Buffer.byteLength(userData) > USER_DATA) throw invalid("user_data", "Too long.");
  const type = named(SERVER_TYPES, body.server_type, "server_type");
  const image = named(
    IMAGES.filter(({ architecture }) => architecture === type.architecture),
    body.image,
    "image",
  );
  const location = named(LOCATIONS, body.location ?? "fsn1", "location");
  const keys = (body.ssh_keys ?? []).map((key) => named(project.sshKeys, key, "ssh_keys"));
  const firewalls = (body.firewalls ?? []).map(({ firewall }) =>
    named(project.firewalls, firewall, "firewalls"),
  );
  if (body.placement_group !== undefined)
    named(project.placementGroups, body.placement_group, "placement_group");
  if (project.servers.length >= project.serverLimit)
    throw new Refusal("resource_limit_exceeded", "server limit exceeded");
  const id = project.id();
  const machine = project.machineOf({
    ...{ id, name, image: image.name, location: location.name, userData },
    publicKeys: keys.map(({ public_key }) => public_key),
  });
  const { enable_ipv4: v4 = true, enable_ipv6: v6 = true } = body.public_net ?? {};
  const server: Server = {
    ...{ id, name, labels: { ...body.labels }, created: new Date().toISOString() },
    ...{ status: "initializing", server_type: type.name, image: image.name },
    location: location.name,
    ipv4: v4 ? machine.ipv4 : null,
    ipv6: v6 ? machine.ipv6 : "",
    private_net: [],
    protection: { delete: false, rebuild: false },
    placement_group: body.placement_group ?? null,
  };
  project.servers.push(server);
  project.machines.set(id, machine);
  for (const firewall of firewalls) project.apply(firewall, id);
  for (const network of body.networks ?? []) attach(project, server, { network });
  const of = [{ id, type: "server" }];
  const action = project.actions.begin("create_server", of, () => {
    server.status = "off";
  });
  const next = body.start_after_create === false ? [] : [powerOn(project, server)];
  return {
    server: shownServer(project, server),
    ...{ action, next_actions: next, root_password: keys.length > 0 ? null : "not-a-password" },
  };
}

/** Starts its machine. */
export function powerOn(project: Project, server: Server): Action {
  const of = [{ id: server.id, type: "server" }];
  return project.actions.begin("start_server", of, async () => {
    await project.machines.get(server.id)?.start();
    server.status = "running";
  });
}

/** @throws Refusal where its delete protection is on */
export function deleteServer(project: Project, server: Server): object {
  if (server.protection.delete) throw new Refusal("protected", "server deletion is protected");
  const { id } = server;
  project.servers.splice(project.servers.indexOf(server), 1);
  for (const firewall of project.firewalls)
    firewall.applied_to = firewall.applied_to.filter(
      (target) => target.type !== "server" || target.server.id !== id,
    );
  const action = project.actions.begin("delete_server", [{ id, type: "server" }], async () => {
    await project.machines.get(id)?.end();
    project.machines.delete(id);
  });
  return { action };
}

/** Puts it into a private network. @throws Refusal */
export function attach(
  project: Project,
  server: Server,
  { network, ip }: { readonly network: number; readonly ip?: string },
): void {
  const { ip_range } = byId(project.networks, network, "network");
  if (server.private_net.some((one) => one.network === network))
    throw new Refusal("server_already_attached", "server is already attached to network");
  const taken = project.servers.flatMap(({ private_net }) =>
    private_net.filter((one) => one.network === network).map((one) => one.ip),
  );
  const prefix = ip_range.split(".").slice(0, 3).join(".");
  const free = Array.from({ length: 250 }, (_, at) => `${prefix}.${at + 2}`);
  const chosen = ip ?? free.find((one) => !taken.includes(one));
  if (chosen === undefined || taken.includes(chosen))
    throw new Refusal("ip_not_available", "IP not available");
  server.private_net.push({ network, ip: chosen });
}

function named<T extends { readonly id: number; readonly name: string }>(
  among: readonly T[],
  wanted: string | number | undefined,
  field: string,
): T {
  const found = among.find(({ id, name }) => name === wanted || id === Number(wanted));
  if (!found) throw invalid(field, `${field} '${wanted ?? ""}' not found`);
  return found;
}
