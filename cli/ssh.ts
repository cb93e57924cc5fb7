import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import type { Duplex } from "node:stream";

import { Client, type ConnectConfig } from "ssh2";

import type { HostInput, StackInput } from "../config/schema";

/** What a command printed and how it ended. */
export interface RemoteResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A host that could not be reached or whose key is not the pinned one. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";
}

/** Longest wait for a connection, in seconds, where the stack's perDialTimeout says nothing. */
const READY_TIMEOUT = 15;

/** Runs a command on the host of a connection. Data goes in by standard input, never in the command. */
export type RunHere = (command: string, input?: string) => Promise<RemoteResult>;

/**
 * Runs one command on a host, over a connection of its own.
 * @throws UnreachableError naming the host and the reason.
 */
export async function runOn(
  ssh: StackInput["ssh"],
  host: HostInput,
  command: string,
  input: string,
): Promise<RemoteResult> {
  return onHost(ssh, host, (run) => run(command, input));
}

/**
 * Runs commands on a host over one connection, its host key pinned, through the bastion where the stack has one.
 * @throws UnreachableError naming the host and the reason.
 */
export async function onHost<T>(
  ssh: StackInput["ssh"],
  host: HostInput,
  work: (run: RunHere) => Promise<T>,
): Promise<T> {
  const bastion = ssh.proxy && (await connect(bastionConfig(ssh, ssh.proxy), ssh.proxy.host));
  try {
    const sock = bastion && (await tunnel(bastion, host));
    const client = await connect({ ...hostConfig(ssh, host), ...(sock && { sock }) }, host.name);
    // A connection that breaks later ends its commands; without a listener it would end this program.
    client.on("error", () => undefined);
    try {
      return await work((command, input = "") => run(client, command, input));
    } finally {
      client.end();
    }
  } finally {
    bastion?.end();
  }
}

function hostConfig(ssh: StackInput["ssh"], host: HostInput): ConnectConfig {
  return {
    host: host.host,
    port: host.port ?? 22,
    username: ssh.user ?? "root",
    ...keyOf(ssh),
    ...(ssh.privateKeyPassword !== undefined && { passphrase: ssh.privateKeyPassword }),
    ...(ssh.agentSocketPath !== undefined && { agent: ssh.agentSocketPath }),
    ...pinned(host.hostKey, ssh.perDialTimeout),
  };
}

function bastionConfig(
  ssh: StackInput["ssh"],
  proxy: NonNullable<StackInput["ssh"]["proxy"]>,
): ConnectConfig {
  const own = keyOf(proxy);
  return {
    host: proxy.host,
    port: proxy.port ?? 22,
    username: proxy.user ?? "root",
    ...(own.privateKey !== undefined ? own : keyOf(ssh)),
    ...pinned(proxy.hostKey, ssh.perDialTimeout),
  };
}

function keyOf(from: { privateKey?: string | undefined; privateKeyFile?: string | undefined }): {
  privateKey?: string;
} {
  if (from.privateKey !== undefined) return { privateKey: from.privateKey };
  if (from.privateKeyFile === undefined) return {};
  return { privateKey: readFileSync(from.privateKeyFile.replace(/^~(?=\/)/, homedir()), "utf8") };
}

function pinned(
  line: string,
  seconds = READY_TIMEOUT,
): Pick<ConnectConfig, "hostVerifier" | "algorithms" | "readyTimeout"> {
  const [type = "", key = ""] = line.trim().split(/\s+/);
  return {
    readyTimeout: seconds * 1000,
    algorithms: { serverHostKey: [type as "ssh-ed25519"] },
    hostVerifier: (offered: Buffer) => offered.equals(Buffer.from(key, "base64")),
  };
}

function connect(config: ConnectConfig, name: string): Promise<Client> {
  return new Promise((resolve, reject) => {
    const client = new Client();
    client.once("ready", () => {
      resolve(client);
    });
    client.once("error", (error) => {
      reject(
        new UnreachableError(
          `${name} (${config.host ?? ""}:${config.port ?? 22}): ${reason(error)}`,
        ),
      );
    });
    client.connect(config);
  });
}

function reason(error: Error): string {
  return /Host denied|verification failed/i.test(error.message)
    ? "its host key is not the one that the stack pins; find out why before you change the stack"
    : error.message;
}

function tunnel(bastion: Client, host: HostInput): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    bastion.forwardOut("127.0.0.1", 0, host.host, host.port ?? 22, (error, stream) => {
      if (error) reject(new UnreachableError(`${host.name} through the bastion: ${error.message}`));
      else resolve(stream);
    });
  });
}

function run(client: Client, command: string, input: string): Promise<RemoteResult> {
  return new Promise((resolve, reject) => {
    client.exec(command, (error, channel) => {
      if (error) {
        reject(error);
        return;
      }
      let stdout = "";
      let stderr = "";
      channel.setEncoding("utf8");
      channel.stderr.setEncoding("utf8");
      channel.on("data", (text: string) => (stdout += text));
      channel.stderr.on("data", (text: string) => (stderr += text));
      channel.on("close", (code: number | null) => {
        resolve({ code: code ?? 70, stdout, stderr });
      });
      channel.end(input);
    });
  });
}
