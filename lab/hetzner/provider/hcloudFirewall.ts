import type { Properties } from "../../provider/server";
import type { Begun, Client } from "./client";

interface Rule {
  readonly direction: string;
  readonly protocol: string;
  readonly port?: string;
  readonly description?: string;
  readonly sourceIps?: readonly string[];
  readonly destinationIps?: readonly string[];
}
interface FirewallInputs {
  readonly name: string;
  readonly rules?: readonly Rule[];
}

/** internal/firewall/resource.go:154 of terraform-provider-hcloud v1.68.0. */
export async function createFirewall(
  client: Client,
  inputs: Properties,
): Promise<{ id: string; state: Properties }> {
  const { name, rules = [] } = inputs as unknown as FirewallInputs;
  const body = { name, rules: rules.map(onWire) };
  const { firewall, actions } = await client.ask<{ firewall: { id: number }; actions: Begun[] }>(
    "POST",
    "/firewalls",
    body,
  );
  await client.over(...actions);
  return { id: String(firewall.id), state: inputs };
}

export async function updateFirewall(
  client: Client,
  id: number,
  olds: Properties,
  news: Properties,
): Promise<Properties> {
  const { name, rules = [] } = news as unknown as FirewallInputs;
  await client.ask("PUT", `/firewalls/${id}`, { name });
  const body = { rules: rules.map(onWire) };
  const { actions } = await client.ask<{ actions: Begun[] }>(
    "POST",
    `/firewalls/${id}/actions/set_rules`,
    body,
  );
  await client.over(...actions);
  return { ...olds, ...news };
}

/** Takes it off its servers first, as the real one does (internal/firewall/resource.go:422-460). */
export async function deleteFirewall(client: Client, id: number): Promise<void> {
  const { firewall } = await client.ask<{ firewall: { applied_to: object[] } }>(
    "GET",
    `/firewalls/${id}`,
  );
  if (firewall.applied_to.length > 0) {
    const body = { remove_from: firewall.applied_to };
    const path = `/firewalls/${id}/actions/remove_from_resources`;
    await client.over(...(await client.ask<{ actions: Begun[] }>("POST", path, body)).actions);
  }
  await client.ask("DELETE", `/firewalls/${id}`);
}

function onWire({ sourceIps = [], destinationIps = [], ...rule }: Rule): object {
  return { ...rule, source_ips: sourceIps, destination_ips: destinationIps };
}
