import type { Socket } from "node:net";

import type { AgentSystem } from "./system";

/** What an agent says to its manager: one JSON line each. Wazuh's own wire is encrypted; nothing looks at it here. */
export type FromAgent =
  | {
      readonly hello: { readonly id: string; readonly name: string; readonly key: string };
      readonly shared: string;
      readonly os: AgentSystem;
    }
  | { readonly event: string }
  | { readonly shared: string }
  | { readonly answer: string; readonly to: number };

/** What a manager says to an agent. What it shares is pushed where the agent's differs; an answer repeats a request's number. */
export type ToAgent =
  | { readonly execd: string }
  | { readonly share: Shared }
  | { readonly request: string; readonly number: number };

/** What a manager shares with an agent; Wazuh packs all of it into one merged.mg. */
export interface Shared {
  readonly arConf: string;
  /** agent.conf of the agent's group; "" where it has none. */
  readonly agentConf: string;
}

/** Sends one message. */
export function say(socket: Socket, message: FromAgent | ToAgent): void {
  socket.write(`${JSON.stringify(message)}\n`);
}

/** Calls back for every message that is one; any other line ends the connection. */
export function hear(socket: Socket, told: (message: unknown) => void): void {
  let rest = "";
  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const message = parse(line);
      if (message !== undefined) told(message);
      else socket.destroy();
    }
  });
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
