import { once } from "node:events";
import { createConnection, type Socket } from "node:net";

import type { Outcome } from "../process";

/** The port by which the lab runs commands in a machine, whatever its firewall does: see guest.pl. */
export class Guest {
  private socket: Socket | undefined;
  private text = "";
  private waiting: ((line: string) => void) | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  /** Kernel's id of the boot that it is in; empty before the first. */
  boot = "";
  private boots: (() => void)[] = [];

  /** @throws Error where the socket is not there. */
  async connect(path: string): Promise<void> {
    const socket = createConnection(path);
    await once(socket, "connect");
    socket.unref();
    socket.on("data", (chunk: Buffer) => {
      this.text += chunk.toString();
      for (;;) {
        const end = this.text.indexOf("\n");
        if (end < 0) return;
        const line = this.text.slice(0, end);
        this.text = this.text.slice(end + 1);
        this.heard(line);
      }
    });
    // The machine has ended: what waits is told by its own limit.
    socket.on("error", () => undefined);
    this.socket = socket;
  }

  private heard(line: string): void {
    if (!line.startsWith("up ")) {
      this.waiting?.(line);
      return;
    }
    this.boot = line.slice(3);
    for (const boot of this.boots.splice(0)) boot();
  }

  /**
   * Waits for a boot other than `before`.
   * @throws Error after `seconds`.
   */
  async booted(before: string, seconds: number): Promise<void> {
    if (this.boot !== before) return;
    await limited(seconds, "a boot", (done) => {
      this.boots.push(done);
    });
  }

  /** Runs a shell command as root, one after the other. @throws Error where no answer comes within `seconds`. */
  run(command: string, input = "", seconds = 600): Promise<Outcome> {
    const one = async (): Promise<Outcome> => {
      const line = await limited<string>(seconds, `an answer to: ${command}`, (done) => {
        this.waiting = done;
        this.socket?.write(`${base64(command)} ${base64(input)}\n`);
      });
      const [code = "", stdout = "", stderr = ""] = line.split(" ");
      return { code: Number(code), stdout: plain(stdout), stderr: plain(stderr) };
    };
    const next = this.queue.then(one);
    this.queue = next.catch(() => undefined);
    return next;
  }

  close(): void {
    this.socket?.destroy();
  }
}

function limited<T = void>(
  seconds: number,
  what: string,
  begin: (done: (value: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`the machine gave no sign of ${what} within ${seconds} s`));
    }, seconds * 1000);
    begin((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function plain(text: string): string {
  return Buffer.from(text, "base64").toString();
}
