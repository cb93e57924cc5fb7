import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import type { HostInput, StackInput } from "../policy/model/stack";
import type { Finding } from "../policy/model/finding";

const SYSTEM = "/etc/ssh/ssh_config";

/** Hosts that are looked at, one call of ssh each: what a file says of one it says of its like. */
const LOOKED_AT = 20;
/** Names that the warning shows. */
const SHOWN = 3;

/** Hosts, and how the stack says that they are reached. */
export interface SshHosts {
  readonly ssh: StackInput["ssh"];
  readonly hosts: readonly HostInput[];
}

/**
 * Warns where OpenSSH, on this machine and for this user, reaches hosts by a ProxyCommand or a ProxyJump: neither Pulumi's
 * provider nor the verbs read its settings. Nobody is asked but `ssh -G`, and that only where some setting names a proxy.
 */
export async function otherWays({ ssh, hosts }: SshHosts): Promise<Finding[]> {
  if (ssh.proxy || !filesOfSsh().some(namesProxy)) return [];
  const ways = hosts.slice(0, LOOKED_AT).map(async ({ name, host, port }) => ({
    name,
    proxy: proxyOf(await settingsFor(host, port ?? 22)),
  }));
  const found = (await Promise.all(ways)).filter(({ proxy }) => proxy !== undefined);
  const [first] = found;
  if (first?.proxy === undefined) return [];
  const names = found.slice(0, SHOWN).map(({ name }) => name);
  const more = found.length > SHOWN ? " and others" : "";
  return [
    {
      severity: "warning",
      code: "ssh-config",
      path: "ssh",
      value: `${names.join(", ")}${more}`,
      reason: `${found.length > 1 ? "are" : "is"} reached by ${first.proxy} in your ssh_config, which Pulumi's provider does not read; unless the address also answers from here, the connection fails`,
      instead: oneJump(first.proxy) ?? "give each host a local port, see docs/access.md",
    },
  ];
}

/** Where ssh reads its settings: the user's own file, by the entry in passwd and not by HOME, and the machine's. */
function filesOfSsh(): string[] {
  const more = `${SYSTEM}.d`;
  const own = join(userInfo().homedir, ".ssh/config");
  return [
    own,
    SYSTEM,
    ...(existsSync(more) ? readdirSync(more).map((one) => join(more, one)) : []),
  ];
}

function namesProxy(file: string): boolean {
  try {
    return /^\s*(?:Proxy(?:Command|Jump)\b|Include\s+(?!\/etc\/ssh\/ssh_config\.d\/))/im.test(
      readFileSync(file, "utf8"),
    );
  } catch {
    return false;
  }
}

async function settingsFor(host: string, port: number): Promise<string> {
  try {
    return (await promisify(execFile)("ssh", ["-G", "-p", `${port}`, "--", host])).stdout;
  } catch {
    // No ssh here, or a file that it refuses: then it cannot reach any host.
    return "";
  }
}

/** `ProxyJump ops@jump.example` from what `ssh -G` prints. */
export function proxyOf(settings: string): string | undefined {
  const [, name, value = ""] = /^proxy(command|jump) (.+)$/m.exec(settings) ?? [];
  if (name === undefined || value === "none") return undefined;
  return `${name === "jump" ? "ProxyJump" : "ProxyCommand"} ${value}`;
}

/** What to write for a single jump; a command, or several hops, cannot be said that way. */
export function oneJump(proxy: string): string | undefined {
  const [, user, host, port] =
    /^ProxyJump (?:([^@,\s]+)@)?([^@:,\s]+)(?::(\d+))?$/.exec(proxy) ?? [];
  if (host === undefined) return undefined;
  const more = [user && `user: ${user}`, port && `port: ${port}`].filter(Boolean).join(", ");
  return `write it as the bastion: ssh.proxy: { host: ${host}, ${more && `${more}, `}hostKey: ... }`;
}
