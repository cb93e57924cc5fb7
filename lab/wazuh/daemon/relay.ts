import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Unix datagram sockets, which Node has none of: lab/wazuh/host/relay.pl holds them. */
export interface Relay {
  /** The next message of the own socket; without a call it stays in the kernel's queue, whose end senders then feel. */
  next(): Promise<string>;
  /** Sends a message. @returns whether somebody listens there and has room. */
  send(path: string, message: string): Promise<boolean>;
  /** Keeps a connected socket, by which the path is sent to from then on, also where its reader has ended. @returns whether it is connected. */
  connect(path: string): Promise<boolean>;
  /** Closes what `connect` keeps. */
  drop(path: string): Promise<boolean>;
}

/** Whose a socket is; its group is wazuh. */
export type SocketOwner = "root" | "wazuh";

/**
 * Starts a relay; it ends with this process.
 * @param path socket to listen on; undefined for sending only.
 * @param owner of the socket: the user that the daemon runs as, `wazuh` by its folder.
 */
export async function startRelay(path?: string, owner: SocketOwner = "wazuh"): Promise<Relay> {
  const program = join(__dirname, "relay.pl");
  const child = spawn("perl", [program, ...(path === undefined ? [] : [path, owner])], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  const got: ((message: string) => void)[] = [];
  const sent: ((done: boolean) => void)[] = [];
  let listens = (): void => undefined;
  createInterface({ input: child.stdout }).on("line", (line) => {
    const [what, rest = ""] = line.split(" ");
    if (what === "listens") listens();
    else if (what === "got") got.shift()?.(Buffer.from(rest, "hex").toString());
    else if (what === "sent") sent.shift()?.(rest === "ok");
  });
  if (path !== undefined) {
    await new Promise<void>((resolve, reject) => {
      listens = resolve;
      child.once("exit", () => {
        reject(new Error(`Unable to bind to socket '${path}'`));
      });
    });
  }
  const ask = (line: string): Promise<boolean> =>
    new Promise((resolve) => {
      sent.push(resolve);
      child.stdin.write(`${line}\n`);
    });
  return {
    next: () =>
      new Promise((resolve) => {
        got.push(resolve);
        child.stdin.write("next\n");
      }),
    send: (to, message) => ask(`send ${to} ${Buffer.from(message).toString("hex")}`),
    connect: (to) => ask(`connect ${to}`),
    drop: (to) => ask(`drop ${to}`),
  };
}
