import { readFileSync } from "node:fs";

import type { ConnectConfig } from "ssh2";

import { homePath } from "../config/homePath";
import { loginUser } from "../config/login";
import type { HostInput, StackInput } from "../policy/model/stack";
import { UsageError } from "../config/usageError";
import { SSH } from "../policy/model/keys/ssh";
import { SSH_PORT } from "../policy/model/keys/values";

/** Where a connection goes, and as whom. */
export interface SshConfig extends ConnectConfig {
  readonly host: string;
  readonly port: number;
  readonly username: string;
}

/** How a host is reached: the same user, key and pinned host key that the program uses (program/connections.ts). */
export function connectionTo(ssh: StackInput["ssh"], host: HostInput): SshConfig {
  const secrets = secretsOf(ssh);
  return {
    host: host.host,
    port: host.port ?? SSH_PORT,
    username: loginUser(ssh, host),
    ...secrets,
    ...agentOf(ssh, secrets),
    ...pinned(host.hostKey, ssh),
  };
}

/** How the bastion is reached. */
export function bastionConfig(
  ssh: StackInput["ssh"],
  proxy: NonNullable<StackInput["ssh"]["proxy"]>,
): SshConfig {
  const own = keyOf(proxy);
  const secrets = own.privateKey !== undefined ? own : secretsOf(ssh);
  return {
    host: proxy.host,
    port: proxy.port ?? SSH_PORT,
    username: loginUser(proxy),
    ...secrets,
    ...agentOf(ssh, secrets),
    ...pinned(proxy.hostKey, ssh),
  };
}

/** Only where there is no key, and by SSH_AUTH_SOCK where the stack names no socket: as the provider does it. */
function agentOf(
  { agentSocketPath }: StackInput["ssh"],
  { privateKey }: Pick<ConnectConfig, "privateKey">,
): Pick<ConnectConfig, "agent"> {
  const agent = agentSocketPath ?? process.env["SSH_AUTH_SOCK"] ?? "";
  return privateKey === undefined && agent !== "" ? { agent } : {};
}

/** Seconds that each step on the way to a host may take. */
export function dialSeconds({ perDialTimeout }: StackInput["ssh"]): number {
  return perDialTimeout ?? SSH.perDialTimeout;
}

/** The key of `ssh` with its passphrase. */
function secretsOf(ssh: StackInput["ssh"]): Pick<ConnectConfig, "privateKey" | "passphrase"> {
  const { privateKeyPassword: passphrase } = ssh;
  return { ...keyOf(ssh), ...(passphrase !== undefined && { passphrase }) };
}

function keyOf(from: { privateKey?: string | undefined; privateKeyFile?: string | undefined }): {
  privateKey?: string;
} {
  if (from.privateKey !== undefined) return { privateKey: from.privateKey };
  if (from.privateKeyFile === undefined) return {};
  const file = homePath(from.privateKeyFile);
  try {
    return { privateKey: readFileSync(file, "utf8") };
  } catch (error) {
    throw new UsageError(
      `ssh.privateKeyFile: ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"}); write the path of a private key`,
    );
  }
}

function pinned(
  line: string,
  ssh: StackInput["ssh"],
): Pick<ConnectConfig, "hostVerifier" | "algorithms" | "readyTimeout"> {
  const [type = "", key = ""] = line.trim().split(/\s+/);
  return {
    readyTimeout: dialSeconds(ssh) * 1000,
    algorithms: { serverHostKey: [type as "ssh-ed25519"] },
    hostVerifier: (offered: Buffer) => offered.equals(Buffer.from(key, "base64")),
  };
}
