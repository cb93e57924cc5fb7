import ipaddr from "ipaddr.js";

import type { Finding } from "../policy/model/finding";
import type { StackInput } from "../policy/model/stack";

/** What the shape of the Hetzner servers does not show: names twice, a lookup by two things, SSH open to everyone. */
export function serverFindings({ hetzner, agents, manager, workers, ssh }: StackInput): Finding[] {
  if (!hetzner) return [];
  const findings: Finding[] = [];
  const add = (path: string, value: unknown, reason: string, instead: string): void => {
    findings.push({
      severity: "error",
      code: "hetzner",
      path: `hetzner.${path}`,
      value: JSON.stringify(value),
      reason,
      instead,
    });
  };
  const names = new Set([manager, ...(workers ?? []), ...agents].map(({ name }) => name));
  hetzner.servers.forEach((server, i) => {
    const path = `servers[${i}]`;
    if (names.has(server.name)) {
      add(`${path}.name`, server.name, "is the name of another host", "give each its own name");
    }
    names.add(server.name);
    if (server.kind === "existing" && server.server && server.selector) {
      add(path, server.name, "is looked up by name and by selector", "give one of the two");
    }
    if (server.kind === "existing" && server.networkId && server.reach !== "private") {
      add(`${path}.networkId`, server.networkId, "is not used", "write reach: private too");
    }
    if (server.reach === "private" && server.kind === "create" && !server.networkId) {
      add(`${path}.reach`, "private", "needs a private network", "give networkId too");
    }
  });
  hetzner.sshFrom?.forEach((from, i) => {
    if (!ipaddr.isValid(from) && !ipaddr.isValidCIDR(from)) {
      add(`sshFrom[${i}]`, from, "is no address or network", "write a.b.c.d or a.b.c.d/nn");
    } else if (/\/0$/.test(from)) {
      add(`sshFrom[${i}]`, from, "opens SSH to everyone", "write the bastion's address");
    }
  });
  // Hetzner's firewalls look at public addresses only.
  const inPublic = hetzner.servers.some(
    ({ kind, reach }) => kind === "create" && reach !== "private",
  );
  if (inPublic && !hetzner.sshFrom?.length && !hetzner.tailnet && !isAddress(ssh.proxy?.host)) {
    add(
      "sshFrom",
      hetzner.sshFrom ?? [],
      "lets nobody reach the new servers",
      "write the bastion's address, give ssh.proxy.host as an address, reach them in private, or set tailnet: true",
    );
  }
  return findings;
}

function isAddress(text: string | undefined): boolean {
  return text !== undefined && ipaddr.isValid(text);
}
