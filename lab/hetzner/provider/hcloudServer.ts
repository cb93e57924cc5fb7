import type { Properties } from "../../provider/server";
import type { Begun, Client } from "./client";

/** Inputs of `hcloud.Server` that the program gives. */
interface ServerInputs {
  readonly name: string;
  readonly serverType: string;
  readonly image: string;
  readonly location: string;
  readonly sshKeys?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly firewallIds?: readonly number[];
  readonly networks?: readonly { readonly networkId: number; readonly ip?: string }[];
  readonly deleteProtection?: boolean;
  readonly rebuildProtection?: boolean;
  readonly userData?: string;
}

/** Of a server's answer what becomes outputs. */
interface Answered {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly location: { readonly name: string };
  readonly protection: { readonly delete: boolean };
  readonly public_net: {
    readonly ipv4: { readonly ip: string } | null;
    readonly ipv6: { readonly ip: string } | null;
  };
  readonly private_net: readonly { readonly network: number; readonly ip: string }[];
}

/**
 * Makes a server by the calls of the real provider, in its order (terraform-provider-hcloud v1.68.0,
 * internal/server/resource.go:307-520): type, image and keys by name, the server, its actions, networks, protection.
 */
export async function createServer(
  client: Client,
  inputs: Properties,
): Promise<{ id: string; state: Properties }> {
  const of = inputs as unknown as ServerInputs;
  await client.named("server_types", of.serverType, "server type");
  const image = await client.named<{ id: number }>("images", of.image, "image");
  const keys = (of.sshKeys ?? []).map((key) =>
    client.named<{ id: number }>("ssh_keys", key, "SSH key").then(({ id }) => id),
  );
  const made = await client.ask<{ server: Answered; action: Begun; next_actions: Begun[] }>(
    "POST",
    "/servers",
    {
      ...{ name: of.name, server_type: of.serverType, image: image.id, location: of.location },
      ...{
        ssh_keys: await Promise.all(keys),
        labels: of.labels ?? {},
        user_data: of.userData ?? "",
      },
      firewalls: (of.firewallIds ?? []).map((firewall) => ({ firewall })),
    },
  );
  await client.over(made.action, ...made.next_actions);
  const { id } = made.server;
  for (const { networkId, ip } of of.networks ?? []) {
    const body = { network: networkId, ...(ip !== undefined && { ip }) };
    await act(client, id, "attach_to_network", body);
  }
  if (of.deleteProtection === true) await protect(client, id, true);
  return { id: String(id), state: { ...inputs, ...(await outputs(client, id)) } };
}

/** Labels, protection and type in place; the rest the program does not change (`replaces`). */
export async function updateServer(
  client: Client,
  id: number,
  olds: Properties,
  news: Properties,
): Promise<Properties> {
  const [before, after] = [olds, news] as unknown as [ServerInputs, ServerInputs];
  await client.ask("PUT", `/servers/${id}`, { name: after.name, labels: after.labels ?? {} });
  if (before.serverType !== after.serverType) {
    await act(client, id, "poweroff", {});
    await act(client, id, "change_type", { server_type: after.serverType, upgrade_disk: false });
    await act(client, id, "poweron", {});
  }
  if (before.deleteProtection !== after.deleteProtection)
    await protect(client, id, after.deleteProtection ?? false);
  return { ...olds, ...news, ...(await outputs(client, id)) };
}

/** @throws Error where Hetzner protects it */
export async function deleteServer(client: Client, id: number): Promise<void> {
  const { action } = await client.ask<{ action: Begun }>("DELETE", `/servers/${id}`);
  await client.over(action);
}

/** `hcloud.getServer`: internal/server/data_source.go:196, errors included. */
export async function getServer(client: Client, inputs: Properties): Promise<Properties> {
  const { name, withSelector } = inputs as { name?: string; withSelector?: string };
  const query =
    name !== undefined
      ? `name=${encodeURIComponent(name)}`
      : `label_selector=${encodeURIComponent(withSelector ?? "")}`;
  const { servers } = await client.ask<{ servers: Answered[] }>("GET", `/servers?${query}`);
  const by = name !== undefined ? `with name ${name}` : `for selector "${withSelector ?? ""}"`;
  const [found, other] = servers;
  if (!found) throw new Error(`no Server found ${by}`);
  if (other) throw new Error(`more than one Server found ${by}`);
  return { ...shown(found), id: found.id };
}

async function outputs(client: Client, id: number): Promise<Properties> {
  const { server } = await client.ask<{ server: Answered }>("GET", `/servers/${id}`);
  const { ipv4Address, ipv6Address, networks, status } = shown(server);
  return { ipv4Address, ipv6Address, networks, status };
}

function shown({ name, status, labels, location, protection, public_net, private_net }: Answered) {
  const { ipv4, ipv6 } = public_net;
  return {
    ...{ name, status, labels, location: location.name, deleteProtection: protection.delete },
    ipv4Address: ipv4?.ip ?? "",
    // The first address of the network that a server gets.
    ipv6Address: ipv6 ? ipv6.ip.replace(/::\/64$/, "::1") : "",
    networks: private_net.map(({ network, ip }) => ({ networkId: network, ip })),
  };
}

const protect = (client: Client, id: number, on: boolean): Promise<void> =>
  act(client, id, "change_protection", { delete: on, rebuild: on });

async function act(client: Client, id: number, what: string, body: object): Promise<void> {
  const { action } = await client.ask<{ action: Begun }>(
    "POST",
    `/servers/${id}/actions/${what}`,
    body,
  );
  await client.over(action);
}
