import type { Duplex } from "node:stream";

import { Client, type ConnectConfig } from "ssh2";

import { authentication } from "./authentication";
import { dialReason } from "./dialReason";
import type { Connection, Endpoint } from "./inputs";
import { retry, type Retry } from "./retry";

/** A connection to a host, and the way to end it with everything below it. */
export interface Dialled {
  readonly client: Client;
  readonly end: () => void;
}

/** Who hears about failed attempts, and what ends them. */
export type Dialling = Pick<Retry, "signal" | "log">;

/**
 * Opens one SSH connection, through the bastion where there is one, trying again as the connection says.
 * @throws Error in the official provider's words; `proxy: ` in front of everything behind a bastion.
 */
export async function dial(connection: Connection, how: Dialling): Promise<Dialled> {
  const config = await authentication(connection);
  const { proxy } = connection;
  if (!proxy) {
    const client = await retry({ ...how, what: "Dial", limit: connection.dialErrorLimit }, () =>
      connect(connection, config),
    );
    return { client, end: () => void client.end() };
  }
  try {
    return await dialThrough(proxy, connection, config, how);
  } catch (error) {
    throw new Error(`proxy: ${(error as Error).message}`, { cause: error });
  }
}

async function dialThrough(
  proxy: Endpoint,
  connection: Connection,
  config: ConnectConfig,
  how: Dialling,
): Promise<Dialled> {
  const proxyConfig = await authentication(proxy);
  const bastion = await retry({ ...how, what: "Dial proxy", limit: proxy.dialErrorLimit }, () =>
    connect(proxy, proxyConfig),
  );
  try {
    const limit = connection.dialErrorLimit;
    const sock = await retry({ ...how, what: "Dial from proxy", limit }, () =>
      forward(bastion, connection),
    );
    // Once only: the official provider goes on trying over a tunnel that is dead, which hides the first reason.
    const client = await connect(connection, { ...config, sock });
    return {
      client,
      end: () => {
        client.end();
        bastion.end();
      },
    };
  } catch (error) {
    bastion.end();
    throw error;
  }
}

function connect(endpoint: Endpoint, config: ConnectConfig): Promise<Client> {
  return new Promise((resolve, reject) => {
    const client = new Client();
    client.once("ready", () => {
      resolve(client);
    });
    // The first one counts: others follow it, and once it is ready the channel's close says what happened.
    client.on("error", (error) => {
      client.end();
      reject(new Error(dialReason(error, endpoint), { cause: error }));
    });
    client.once("close", () => {
      reject(new Error("ssh: handshake failed: EOF"));
    });
    client.on("keyboard-interactive", (_name, _instructions, _language, prompts, finish) => {
      finish(prompts.map(() => endpoint.password ?? ""));
    });
    client.connect({
      ...config,
      host: endpoint.host,
      port: endpoint.port,
      readyTimeout: endpoint.perDialTimeout * 1000,
    });
  });
}

function forward(bastion: Client, { host, port }: Endpoint): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    bastion.forwardOut("127.0.0.1", 0, host, port, (error, stream) => {
      if (error) reject(new Error(`ssh: rejected: ${error.message}`, { cause: error }));
      else resolve(stream);
    });
  });
}
