import { UsageError } from "../exit";
import type { Firewall, FirewallRule, HcloudApi, HcloudServer } from "./hcloudApi";

/** Marks a firewall as ours, and says which others it stands for meanwhile. */
const LABEL = "wazuh-active-response";
const RESTORE = "restore";
/** Firewalls that Hetzner puts on one server. */
const MOST = 5;

/** What became of a server's firewalls. */
export interface CutOff {
  /** Names of those that were taken off meanwhile: Hetzner lets through what any of them does. */
  readonly off: readonly string[];
  /** Names of those that a label puts there, which cannot be taken off. */
  readonly stay: readonly string[];
}

/** Name of the firewall that isolates a server: one a server, found again without any note of ours. */
export function firewallName({ id }: Pick<HcloudServer, "id">): string {
  return `wazuh-active-response-isolation-${id}`;
}

/**
 * Puts a firewall of ours on a server and takes the others off, which are noted on ours before the first of them goes. Can be
 * run again after it was ended anywhere.
 */
export async function cutOff(
  api: HcloudApi,
  server: HcloudServer,
  rules: readonly FirewallRule[],
): Promise<CutOff> {
  const name = firewallName(server);
  const known = await api.firewallNamed(name);
  if (known && known.labels[LABEL] !== "isolation")
    throw new UsageError(`Hetzner has a firewall ${name} that is not ours; rename or delete it`);
  const others = await Promise.all(
    server.public_net.firewalls
      .filter(({ id }) => id !== known?.id)
      .map(async ({ id }) => api.firewall(id)),
  );
  const there = others.filter((one) => one !== undefined);
  const direct = there.filter((one) => isOn(one, server));
  const restore = [...new Set([...restored(known), ...direct.map(({ id }) => id)])];
  const labels = { [LABEL]: "isolation", [RESTORE]: restore.join(".") || "none" };
  const own = known
    ? await relabelled(api, known, labels, rules)
    : await api.create(name, labels, rules);
  // Where there is no room for ours, one of the others goes first.
  const [first] = direct;
  if (first && there.length >= MOST) await api.takeOff(first.id, server.id);
  await api.apply(own.id, server.id);
  for (const { id } of direct) await api.takeOff(id, server.id);
  return {
    off: direct.map((one) => one.name),
    stay: there.filter((one) => !direct.includes(one)).map((one) => one.name),
  };
}

/** Puts back what was there, then takes ours off. @returns names of what is back; undefined where ours was not there. */
export async function letIn(
  api: HcloudApi,
  server: HcloudServer,
): Promise<readonly string[] | undefined> {
  const own = await api.firewallNamed(firewallName(server));
  if (own?.labels[LABEL] !== "isolation") return undefined;
  const back: string[] = [];
  // Where five others were there, ours makes room for the last of them.
  const others = restored(own);
  for (const [i, id] of others.entries()) {
    const one = await api.firewall(id);
    if (!one) continue;
    if (i === MOST - 1) await api.takeOff(own.id, server.id);
    await api.apply(id, server.id);
    back.push(one.name);
  }
  await api.takeOff(own.id, server.id);
  await api.remove(own.id);
  return back;
}

async function relabelled(
  api: HcloudApi,
  known: Firewall,
  labels: Readonly<Record<string, string>>,
  rules: readonly FirewallRule[],
): Promise<Firewall> {
  await api.label(known.id, labels);
  await api.setRules(known.id, rules);
  return known;
}

function restored(firewall: Firewall | undefined): number[] {
  return (firewall?.labels[RESTORE] ?? "")
    .split(".")
    .flatMap((id) => (/^\d+$/.test(id) ? [Number(id)] : []));
}

function isOn({ applied_to: to }: Firewall, { id }: HcloudServer): boolean {
  return to.some(({ type, server }) => type === "server" && server?.id === id);
}
