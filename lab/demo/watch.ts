import type { Lab, LabHost } from "../labTypes";

/** SSH connections that each host has had, in the order of the lab's hosts. */
export function connectionsOf(lab: Lab): Promise<number[]> {
  return Promise.all(lab.hosts.map((host) => host.sshConnections()));
}

/** Starts counting: the function returned tells, by name, which hosts had how many connections since. */
export async function newConnections(lab: Lab): Promise<() => Promise<Record<string, number>>> {
  const before = await connectionsOf(lab);
  return async () => {
    const now = await connectionsOf(lab);
    const grown = lab.hosts.map(({ name }, i): [string, number] => [
      name,
      (now[i] ?? 0) - (before[i] ?? 0),
    ]);
    return Object.fromEntries(grown.filter(([, count]) => count > 0));
  };
}

/** Number of the manager's wazuh-analysisd: a restart changes it. */
export async function analysisdOf(lab: Lab): Promise<string> {
  const files = "/var/ossec/var/run/wazuh-analysisd-*.pid";
  return (await lab.master.run(`cat ${files}`)).stdout.trim();
}

/**
 * Asks until the answer is yes.
 * @param seconds longest wait.
 * @returns whether it was yes in time.
 */
export async function within(seconds: number, ask: () => Promise<boolean>): Promise<boolean> {
  const end = Date.now() + seconds * 1000;
  while (!(await ask())) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return true;
}

/** True where the host's nftables hold the address in a set of blocked ones. */
export async function isBlocked(host: LabHost, address: string): Promise<boolean> {
  const family = address.includes(":") ? 6 : 4;
  const set = `inet wazuh_active_response blocked${family}`;
  return (await host.run(`nft get element ${set} '{ ${address} }'`)).code === 0;
}
