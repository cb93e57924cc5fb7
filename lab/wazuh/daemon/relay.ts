import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Unix datagram sockets, which Node has none of: lab/wazuh/host/relay.pl holds them. */
export interface Relay {
  /** The next message of the own socket; without a call it stays in the kernel's queue, whose end senders then feel. */
  next(): Promise<string>;
  /** Sends a message. @returns whether somebody listens there and has room. */
  send(path: string, message: string): Promise<boolean>;
}

/**
 * Starts a relay; it ends with this process.
 * @param path socket to listen on; undefined for sending only.
 */
export async function startRelay(path?: string): Promise<Relay> {
  const program = join(__dirname, "relay.pl");
  const child = spawn("perl", [program, ...(path === undefined ? [] : [path])], {
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
  return {
    next: () =>
      new Promise((resolve) => {
        got.push(resolve);
        child.stdin.write("next\n");
      }),
    send: (to, message) =>
      new Promise((resolve) => {
        sent.push(resolve);
        child.stdin.write(`send ${to} ${Buffer.from(message).toString("hex")}\n`);
      }),
  };
}
