import { lookup } from "node:dns/promises";

import { BIN, EXECUTABLES } from "../../../policy/model/hostPaths";
import { hostsOf } from "../../../policy/model/fleet";
import { parseAddress } from "../../../policy/model/address";
import type { IsolateHost } from "../../../policy/model/response";
import { rootShell } from "../../../ssh/rootShell";
import { runOn } from "../../../ssh/onHost";
import { UsageError } from "../exit";
import type { GoodStack } from "../joined";
import type { Target } from "../manager/findAgents";
import { cutOff, letIn } from "./firewallOf";
import { HcloudApi, type HcloudServer } from "./hcloudApi";
import { hcloudToken } from "./hcloudToken";
import { outsideRules, type ManagerPort } from "./outsideRules";

/** The server of an agent at Hetzner, and how it is told. */
export interface OutsideServer {
  readonly api: HcloudApi;
  readonly server: HcloudServer;
}

/** One sentence about an agent that no firewall of Hetzner can cut off. */
export function notHetzner(name: string): string {
  return `${name} is not a Hetzner server, as far as the stack and its token show, so it cannot be cut off from outside; use the firewall of its own network`;
}

/**
 * Looks the server of an agent up: by its name or selector where the stack has it under `hetzner.servers`, else by its address,
 * never by its name alone.
 * @returns undefined where it is not one of Hetzner's.
 * @throws UsageError where the stack says that it is one and no token is set, or Hetzner has not exactly one.
 */
export async function outsideServer(
  stack: GoodStack,
  host: Target["host"],
): Promise<OutsideServer | undefined> {
  const { name } = host;
  const listed = stack.input.hetzner?.servers.find((one) => one.name === name);
  const token = await hcloudToken(stack);
  if (token === undefined) {
    if (!listed) return undefined;
    throw new UsageError(
      `${name}: no token for the Hetzner project; run pulumi config set --secret hcloud:token, or set HCLOUD_TOKEN`,
    );
  }
  const api = new HcloudApi(token);
  if (!listed) {
    const own = new Set([host.host, ...(host.addresses ?? []), ...(await addressesOf(host.host))]);
    const server = (await api.everyServer()).find(({ public_net: { ipv4 } }) =>
      own.has(ipv4?.ip ?? ""),
    );
    return server && { api, server };
  }
  const by =
    listed.kind === "existing" && listed.selector !== undefined
      ? { selector: listed.selector }
      : { name: (listed.kind === "existing" ? listed.server : undefined) ?? name };
  const found = await api.servers(by);
  const [only, other] = found;
  if (only && !other) return { api, server: only };
  const what = "name" in by ? `named ${by.name}` : `that ${by.selector} selects`;
  throw new UsageError(
    `${name}: Hetzner has ${found.length} servers ${what}; nothing was done there`,
  );
}

/** Cuts a server off by a firewall of ours. @returns sentences about what was done, and what it does not do. */
export async function isolateOutside(
  stack: GoodStack,
  { host }: Target,
  isolation: IsolateHost | undefined,
  { api, server }: OutsideServer,
): Promise<readonly string[]> {
  const allow = isolation?.allow ?? [];
  const managers = await managerPorts(stack, host);
  if (managers.length === 0)
    throw new UsageError(
      `${host.name}: no address of the manager is known; nothing was done at Hetzner`,
    );
  const names = new Map<string, readonly string[]>();
  for (const { to } of allow) if (!parseAddress(to)) names.set(to, await addressesOf(to));
  const { rules, left } = outsideRules(managers, allow, names);
  const { off, stay } = await cutOff(api, server, rules);
  return [
    `Hetzner's firewall cuts server ${server.name} (${server.id}) off from outside`,
    ...(off.length > 0 ? [`removed until release puts them back: ${off.join(", ")}`] : []),
    ...(stay.length > 0
      ? [
          `${stay.join(", ")} is applied by a label and cannot be removed: what it allows stays open`,
        ]
      : []),
    ...(left.length > 0
      ? [
          `${left.join(", ")} means nothing to a Hetzner firewall: list addresses too (control plane, DERP, peers)`,
        ]
      : []),
    ...(server.private_net.length > 0
      ? [
          `its private network (${server.private_net.map(({ ip }) => ip).join(", ")}) is not covered by Hetzner's firewalls`,
        ]
      : []),
  ];
}

/** Takes our firewall off. @returns sentences; none where there was none. */
export async function releaseOutside({ api, server }: OutsideServer): Promise<readonly string[]> {
  const back = await letIn(api, server);
  if (!back) return [];
  const rest = back.length > 0 ? `; back on it: ${back.join(", ")}` : "";
  return [`Hetzner's firewall is off server ${server.name} (${server.id}) again${rest}`];
}

const ASK = `[ -x ${BIN}/${EXECUTABLES.isolate} ] || exit 0
exec ${BIN}/${EXECUTABLES.isolate} managers`;

/** Ports that the agent itself names, where SSH gets there; and those of the stack's managers. */
async function managerPorts(stack: GoodStack, host: Target["host"]): Promise<ManagerPort[]> {
  const { fleet, input } = stack;
  const named = hostsOf(fleet)
    .filter(({ role }) => role !== "agent")
    .flatMap(({ address, addresses }) => [address, ...(addresses ?? [])]);
  const { managerAddress } = input.hetzner ?? {};
  const all = await Promise.all(
    [...named, ...(managerAddress === undefined ? [] : [managerAddress])].map(addressesOf),
  );
  const usual = [...new Set(all.flat())].flatMap((address): ManagerPort[] => [
    ...[1514, 1515, 1517].map((port) => ({ address, protocol: "tcp" as const, port })),
    { address, protocol: "udp", port: 1514 },
  ]);
  const asked = await runOn(input.ssh, host, rootShell(input.ssh, ASK), "", 30).catch(
    () => undefined,
  );
  const own = (asked?.stdout ?? "").split("\n").flatMap((line): ManagerPort[] => {
    const [, protocol, address = "", port] = /^(tcp|udp) (\S+) (\d+)$/.exec(line) ?? [];
    return protocol !== undefined && parseAddress(address)
      ? [{ protocol: protocol as "tcp" | "udp", address, port: Number(port) }]
      : [];
  });
  return [...usual, ...own];
}

async function addressesOf(text: string): Promise<readonly string[]> {
  if (parseAddress(text)) return [text];
  try {
    return [...new Set((await lookup(text, { all: true })).map(({ address }) => address))];
  } catch {
    return [];
  }
}
