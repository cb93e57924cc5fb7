import { connect as dial, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";

import type { Client } from "ssh2";

import type { HostInput, StackInput } from "../policy/model/stack";
import { PINNED_TYPES } from "./pinnedTypes";
import { bastionConfig, connectionTo, dialSeconds, type SshConfig } from "./connectionTo";
import { whyUnreachable } from "./whyUnreachable";
import { within } from "./within";

/** What a command printed and how it ended. */
export interface RemoteResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A host that could not be reached, does not answer in time, or whose key is not the pinned one. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";
}

/** Seconds that a command may take where its caller says nothing: none of ours needs as long. */
const COMMAND_SECONDS = 300;

/**
 * How often a server is tried that hangs up before the handshake, as sshd does with some of many that knock at once
 * (MaxStartups), and the longest wait before the second try, in milliseconds; it grows with each. Nothing was sent until then.
 */
const TRIES = 10;
const PAUSE = 200;
const HUNG_UP = /before handshake|ECONNRESET|EPIPE/;

/** Milliseconds for a polite goodbye, which a host that hangs does not answer. */
const GOODBYE = 1_000;

/**
 * Runs a command on the host of a connection. Data goes in by standard input, never in the command.
 * @param take takes the bytes of standard output as they come, which are then not in the result; what it throws ends the command
 * @throws UnreachableError when it does not end within so many seconds.
 */
export type RunHere = (
  command: string,
  input?: string,
  seconds?: number,
  take?: (bytes: Buffer) => void,
) => Promise<RemoteResult>;

/**
 * Runs one command on a host, over a connection of its own.
 * @throws UnreachableError naming the host and the reason.
 */
export async function runOn(
  ssh: StackInput["ssh"],
  host: HostInput,
  command: string,
  input: string,
  seconds?: number,
): Promise<RemoteResult> {
  return onHost(ssh, host, (run) => run(command, input, seconds));
}

/**
 * Runs commands on a host over one connection, its host key pinned, through the bastion where the stack has one. Every
 * step has a limit, so that a host that hangs at any point holds nobody up for ever.
 * @throws UnreachableError naming the host and the reason.
 */
export async function onHost<T>(
  ssh: StackInput["ssh"],
  host: HostInput,
  work: (run: RunHere) => Promise<T>,
): Promise<T> {
  const bastion = ssh.proxy && (await reach(bastionConfig(ssh, ssh.proxy), ssh.proxy.host));
  try {
    const sock = bastion && (await tunnel(bastion.client, host, dialSeconds(ssh)));
    const config = connectionTo(ssh, host);
    const { client, hangUp } = await (sock
      ? connect(config, host.name, sock)
      : reach(config, host.name));
    const run: RunHere = (command, input = "", seconds = COMMAND_SECONDS, take) =>
      within(
        seconds,
        runOver(client, host.name, command, input, take),
        () =>
          new UnreachableError(
            `${host.name} (${config.host}:${config.port}): the command did not end within ${seconds} s; the host hangs, or is very busy`,
          ),
      );
    try {
      return await work(run);
    } finally {
      hangUp();
    }
  } finally {
    bastion?.hangUp();
  }
}

/**
 * The key that a host shows now, which nobody has verified: the connection ends before anything is sent. Its ed25519 key, or,
 * where it has none (in FIPS mode sshd neither makes nor shows one), the ECDSA key.
 * @returns one authorized_keys line.
 * @throws UnreachableError where it does not answer, or has neither key.
 */
export async function offeredKey(ssh: StackInput["ssh"], host: HostInput): Promise<string> {
  const bastion = ssh.proxy && (await reach(bastionConfig(ssh, ssh.proxy), ssh.proxy.host));
  let offered: Buffer | undefined;
  const config: SshConfig = {
    ...connectionTo(ssh, { ...host, hostKey: "unknown" }),
    // The first of them that the host has is the one that it shows.
    algorithms: { serverHostKey: [...PINNED_TYPES] },
    hostVerifier: (key: Buffer) => {
      offered = key;
      return false;
    },
  };
  try {
    const sock = bastion && (await tunnel(bastion.client, host, dialSeconds(ssh)));
    (await (sock ? connect(config, host.name, sock) : reach(config, host.name))).hangUp();
  } catch (error) {
    if (offered === undefined) throw error;
  } finally {
    bastion?.hangUp();
  }
  return offered ? `${typeIn(offered)} ${offered.toString("base64")}` : "";
}

/** The type of a key is the first text in it: four bytes of length, and so many letters. */
function typeIn(key: Buffer): string {
  return key.subarray(4, 4 + key.readUInt32BE(0)).toString("latin1");
}

interface Connected {
  readonly client: Client;
  readonly hangUp: () => void;
}

/** Connects without a bastion between, and tries again where the server hangs up. */
async function reach(config: SshConfig, name: string): Promise<Connected> {
  for (let tries = 1; ; tries++) {
    try {
      return await connect(config, name);
    } catch (error) {
      if (tries === TRIES || !HUNG_UP.test((error as Error).message)) throw error;
      // Not all at the same moment again.
      await wait(PAUSE * tries * (0.25 + 0.75 * Math.random()));
    }
  }
}

/** Loaded where the first host is asked: it takes a third of the start of a verb that asks none. */
function newClient(): Client {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() is not for CommonJS in tests.
  const ssh2 = require("ssh2") as typeof import("ssh2");
  return new ssh2.Client();
}

function connect(config: SshConfig, name: string, through?: Duplex): Promise<Connected> {
  return new Promise((resolve, reject) => {
    const client = newClient();
    // The socket is ours, since the client ends it only where the host plays along.
    const sock: Duplex | Socket = through ?? dial(config.port, config.host);
    let connected = through !== undefined;
    sock.once("connect", () => {
      connected = true;
    });
    client.once("ready", () => {
      resolve({
        client,
        hangUp: () => {
          client.end();
          setTimeout(() => sock.destroy(), GOODBYE).unref();
        },
      });
    });
    const fail = (error: Error): void => {
      sock.destroy();
      reject(
        new UnreachableError(
          `${name} (${config.host}:${config.port}): ${whyUnreachable(error, config, connected)}`,
        ),
      );
    };
    // Not once: the end of the socket is another error, and one that nobody listens to would end this program.
    client.on("error", fail);
    try {
      client.connect({ ...config, sock });
    } catch (error) {
      // A private key that cannot be read.
      fail(error as Error);
    }
  });
}

function tunnel(bastion: Client, host: HostInput, seconds: number): Promise<Duplex> {
  const stream = new Promise<Duplex>((resolve, reject) => {
    bastion.forwardOut("127.0.0.1", 0, host.host, host.port ?? 22, (error, channel) => {
      if (error) reject(new UnreachableError(`${host.name} through the bastion: ${error.message}`));
      else resolve(channel);
    });
  });
  return within(
    seconds,
    stream,
    () => new UnreachableError(`${host.name} through the bastion: no answer within ${seconds} s`),
  );
}

/** An end that is no exit is said: by a signal, or with the connection. */
function runOver(
  client: Client,
  name: string,
  command: string,
  input: string,
  take: ((bytes: Buffer) => void) | undefined,
): Promise<RemoteResult> {
  return new Promise((resolve, reject) => {
    let broke: string | undefined;
    const onError = (error: Error): void => {
      broke = error.message;
    };
    client.on("error", onError);
    client.exec(command, (error, channel) => {
      if (error) {
        reject(error);
        return;
      }
      let stdout = "";
      let stderr = "";
      channel.stderr.setEncoding("utf8");
      if (take) {
        channel.on("data", (bytes: Buffer) => {
          try {
            take(bytes);
          } catch (refused) {
            channel.close();
            reject(refused instanceof Error ? refused : new Error(String(refused)));
          }
        });
      } else {
        channel.setEncoding("utf8");
        channel.on("data", (text: string) => (stdout += text));
      }
      channel.stderr.on("data", (text: string) => (stderr += text));
      // A command may end without having read all of its input.
      channel.on("error", () => undefined);
      const stderrEnded = new Promise((ended) => channel.stderr.once("close", ended));
      channel.once("close", (code?: number | null, signal?: string) => {
        void stderrEnded.then(() => {
          client.removeListener("error", onError);
          if (typeof code === "number") resolve({ code, stdout, stderr });
          else if (signal !== undefined)
            resolve({ code: 70, stdout, stderr: `${stderr}the command was ended by ${signal}\n` });
          else
            reject(
              new UnreachableError(
                `${name}: the connection ended before the command did${broke === undefined ? "" : ` (${broke})`}${stderr === "" ? "" : `; it had said: ${stderr.trim()}`}`,
              ),
            );
        });
      });
      channel.end(input);
    });
  });
}
