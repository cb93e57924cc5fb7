import type { IsolationAllow } from "../../../policy/model/response";
import { parseAddress } from "../../../policy/model/address";
import type { FirewallRule } from "./hcloudApi";

/** A port of the manager that an agent uses. */
export interface ManagerPort {
  readonly address: string;
  readonly protocol: "tcp" | "udp";
  readonly port: number;
}

/** What of the stack's list a firewall of Hetzner cannot say. */
export interface OutsideRules {
  readonly rules: readonly FirewallRule[];
  /** Interfaces of the host, and names without an address. */
  readonly left: readonly string[];
}

/**
 * The rules of the firewall that cuts a server off. There is always one outwards: without any, Hetzner lets everything out.
 * @param addresses what names stand for.
 */
export function outsideRules(
  managers: readonly ManagerPort[],
  allow: readonly IsolationAllow[],
  addresses: ReadonlyMap<string, readonly string[]>,
): OutsideRules {
  const ports = new Map<string, Set<string>>();
  for (const { address, protocol, port } of managers) {
    const key = `${protocol} ${port}`;
    ports.set(key, (ports.get(key) ?? new Set()).add(network(address)));
  }
  const rules: FirewallRule[] = [...ports].sort().map(([key, to]) => {
    const [protocol, port] = key.split(" ") as ["tcp" | "udp", string];
    return {
      ...{ direction: "out", protocol, port, destination_ips: [...to].sort() },
      description: "manager",
    };
  });
  const left: string[] = [];
  for (const { to, ports: listed, protocol = "tcp", direction = "out", reason } of allow) {
    const ips = parseAddress(to) ? [to] : (addresses.get(to) ?? []);
    if (ips.length === 0) left.push(to);
    else
      for (const port of listed?.map(String) ?? ["any"])
        rules.push({
          ...{ direction, protocol, port },
          ...(direction === "out"
            ? { destination_ips: ips.map(network) }
            : { source_ips: ips.map(network) }),
          description: reason.replace(/[^ -~]/g, "?").slice(0, 200),
        });
  }
  return { rules, left };
}

function network(address: string): string {
  if (address.includes("/")) return address;
  return `${address}/${address.includes(":") ? "128" : "32"}`;
}
