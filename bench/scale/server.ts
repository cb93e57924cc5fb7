import { Server, type Connection } from "ssh2";

import { newKeyPair } from "../../lab/keys";
import { reportOf } from "./report";

/** What the stand-in hosts were sent so far. */
export interface Counted {
  readonly connections: number;
  readonly most: number;
  readonly bytes: number;
}

/** A stand-in of any number of hosts: one SSH server on every address of this namespace. */
export interface CountingServer {
  readonly port: number;
  /** One authorized_keys line, the same for all hosts. */
  readonly hostKey: string;
  readonly counted: () => Counted;
}

/**
 * Starts it. It is no host: it lets everybody in, runs nothing, reads standard input to its end and prints the
 * report of a host that had nothing to change. What
 * it costs itself is most of all the key exchange of a connection.
 */
export async function countingServer(): Promise<CountingServer> {
  const key = newKeyPair();
  let [connections, open, most, bytes] = [0, 0, 0, 0];
  const server = new Server({ hostKeys: [key.privateKey] }, (client: Connection) => {
    client.on("error", () => undefined);
    // Who only asks whether there is a server does not log in.
    client.once("ready", () => {
      connections++;
      most = Math.max(most, ++open);
      client.once("close", () => open--);
    });
    client.on("authentication", (context) => {
      context.accept();
    });
    client.on("session", (accept) => {
      accept().on("exec", (acceptCommand) => {
        const channel = acceptCommand();
        const pieces: Buffer[] = [];
        channel.on("data", (piece: Buffer) => {
          bytes += piece.length;
          pieces.push(piece);
        });
        channel.on("end", () => {
          channel.write(reportOf(Buffer.concat(pieces).toString()));
          channel.exit(0);
          channel.end();
        });
      });
    });
  });
  const port = 2222;
  await new Promise<void>((resolve, reject) => {
    server.on("error", reject);
    server.listen(port, "0.0.0.0", resolve);
  });
  return { port, hostKey: key.publicKey, counted: () => ({ connections, most, bytes }) };
}

// As a process of its own: says where it is, and answers each line on standard input with what it has counted.
if (require.main === module) {
  void countingServer().then(({ port, hostKey, counted }) => {
    console.log(JSON.stringify({ port, hostKey }));
    process.stdin.on("data", () => {
      console.log(JSON.stringify(counted()));
    });
    process.stdin.on("end", () => process.exit(0));
  });
}
