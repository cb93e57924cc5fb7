import { createInterface } from "node:readline";
import type { Socket } from "node:net";

/** What an agent says to its manager: one JSON line each. Wazuh's own wire is encrypted; nothing looks at it here. */
export type FromAgent =
  | {
      readonly hello: { readonly id: string; readonly name: string; readonly key: string };
      readonly shared: string;
    }
  | { readonly event: string }
  | { readonly shared: string };

/** What a manager says to an agent. `arConf` is its shared ar.conf, pushed where the agent's differs. */
export type ToAgent = { readonly execd: string } | { readonly arConf: string };

/** Sends one message. */
export function say(socket: Socket, message: FromAgent | ToAgent): void {
  socket.write(`${JSON.stringify(message)}\n`);
}

/** Calls back for every message; a line that is none ends the connection. */
export function hear<T extends FromAgent | ToAgent>(
  socket: Socket,
  told: (message: T) => void,
): void {
  createInterface({ input: socket }).on("line", (line) => {
    try {
      told(JSON.parse(line) as T);
    } catch {
      socket.destroy();
    }
  });
}
