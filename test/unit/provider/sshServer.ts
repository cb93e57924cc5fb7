import type { AddressInfo } from "node:net";

import {
  Server,
  type AuthContext,
  type Connection,
  type ServerChannel,
  type Session as SshSession,
} from "ssh2";

import { newKeyPair } from "../../../lab/keys";

/** What a server in this process does; everything it is told is recorded. */
export interface ServerOptions {
  /** Runs a command. @default prints nothing and succeeds */
  readonly exec?: (command: string, session: Session) => void | Promise<void>;
  /** Names of variables that are taken. @default none */
  readonly accepts?: readonly string[];
  /** Whether a login is let in. @default all public keys */
  readonly authenticate?: (context: AuthContext) => boolean;
  /** Ports that it forwards to. @default none */
  readonly forwards?: (host: string, port: number) => Promise<NodeJS.ReadWriteStream>;
}

/** One session: its variables, its input, and the way to answer. */
export interface Session {
  readonly channel: ServerChannel;
  readonly variables: Readonly<Record<string, string>>;
  /** Everything on standard input, up to its end. */
  readonly input: () => Promise<string>;
}

/** A server on a port of the loopback interface. */
export interface TestServer {
  readonly port: number;
  /** One authorized_keys line. */
  readonly hostKey: string;
  /** Connections so far, whether they got in or not. */
  readonly connections: () => number;
  /** Commands that were run. */
  readonly commands: readonly string[];
  /** Names of the methods by which logins were tried. */
  readonly methods: readonly string[];
  close(): Promise<void>;
}

/** Starts an SSH server in this process. */
export async function sshServer(options: ServerOptions = {}): Promise<TestServer> {
  const host = newKeyPair();
  const open = new Set<Connection>();
  const commands: string[] = [];
  const methods: string[] = [];
  let connections = 0;
  const server = new Server({ hostKeys: [host.privateKey] }, (client) => {
    connections++;
    open.add(client);
    client.on("error", () => undefined);
    client.on("close", () => open.delete(client));
    client.on("authentication", (context) => {
      methods.push(context.method);
      const allowed = options.authenticate ?? (({ method }): boolean => method === "publickey");
      if (allowed(context)) context.accept();
      else context.reject(["publickey", "password", "keyboard-interactive"]);
    });
    client.on("session", (accept) => {
      serveSession(accept(), options, commands);
    });
    client.on("tcpip", (accept, reject, { destIP, destPort }) => {
      void options.forwards?.(destIP, destPort).then((socket) => {
        const channel = accept();
        socket.pipe(channel).pipe(socket);
      }, reject);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    hostKey: host.publicKey,
    connections: () => connections,
    commands,
    methods,
    close: async () => {
      for (const client of open) client.end();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}

function serveSession(session: SshSession, options: ServerOptions, commands: string[]): void {
  const variables: Record<string, string> = {};
  session.on("env", (accept, reject, { key, val }) => {
    if (!options.accepts?.includes(key)) {
      reject();
      return;
    }
    variables[key] = val;
    accept();
  });
  session.on("exec", (accept, _reject, { command }) => {
    commands.push(command);
    const channel = accept();
    const input = (): Promise<string> => readAll(channel);
    void (async (): Promise<void> => {
      if (options.exec) await options.exec(command, { channel, variables, input });
      else finish(channel, 0);
    })();
  });
}

/** Ends a command with a status. */
export function finish(channel: ServerChannel, status: number): void {
  channel.exit(status);
  channel.end();
}

function readAll(channel: ServerChannel): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    channel.setEncoding("utf8");
    channel.on("data", (piece: string) => (text += piece));
    channel.once("end", () => {
      resolve(text);
    });
  });
}
