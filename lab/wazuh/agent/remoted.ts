import { createServer, type Socket } from "node:net";
import { join } from "node:path";

import { serveRequests } from "../analysisd/socket";
import { warning } from "../config/words";
import { becomeDaemon } from "../daemon/background";
import { startRelay } from "../daemon/relay";
import { isSlow } from "../daemon/slow";
import { registeredAgents, writeActiveAgents, type ActiveAgent } from "./agents";
import { readArRequest } from "./arRequest";
import { noteSystem } from "./system";
import { sharedIn, sumOfShared } from "./shared";
import { hear, say, type FromAgent } from "./wire";

/** Milliseconds between two looks at etc/shared. The real one looks every 10 s. */
const LOOK = isSlow("remoted") ? 3000 : 300;

/** The group that every agent of the lab is in. */
const GROUP = "default";

/** Port of agents, as in the stock file. */
export const AGENT_PORT = 1514;

interface Connected extends ActiveAgent {
  readonly socket: Socket;
  /** Sum of what is shared with the agent, as it said last, or as it was sent last. */
  shared: string;
}

/** Runs wazuh-remoted; resolves never. */
export async function runRemoted(home: string, port = AGENT_PORT): Promise<void> {
  const agents = new Map<string, Connected>();
  const note = (): void => {
    writeActiveAgents(
      home,
      [...agents.values()].map(({ id, name, ip }) => ({ id, name, ip })),
    );
  };
  const daemon = becomeDaemon("wazuh-remoted", home, () => {
    agents.clear();
    note();
  });
  const relay = await startRelay(join(home, "queue", "alerts", "ar"));
  // Answers that agents still owe, by the number of the request.
  const asked = new Map<number, (answer: string) => void>();
  let requests = 0;
  // `004 com getconfig active-response`: handed to the agent, whose answer is handed back.
  await serveRequests(join(home, "queue", "sockets", "remote"), (request) => {
    const [, id = "", text = ""] = /^(\S+) (.*)$/s.exec(request) ?? [];
    const agent = agents.get(id);
    if (!agent) return "err Cannot send request";
    requests += 1;
    const number = requests;
    say(agent.socket, { request: text, number });
    return new Promise((resolve) => asked.set(number, resolve));
  });
  const server = createServer((socket) => {
    let agent: Connected | undefined;
    socket.setNoDelay(true);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      if (!agent || agents.get(agent.id) !== agent) return;
      agents.delete(agent.id);
      note();
    });
    hear(socket, (heard) => {
      const message = heard as FromAgent;
      if ("hello" in message) {
        agent = admit(home, message, socket);
        if (!agent) {
          daemon.log(warning(`(1408): Invalid ID ${message.hello.id} for the source ip.`));
          socket.destroy();
          return;
        }
        agents.get(agent.id)?.socket.destroy();
        agents.set(agent.id, agent);
        noteSystem(home, agent.id, message.os);
        note();
        push(home, agent);
      } else if (!agent) socket.destroy();
      else if ("shared" in message) agent.shared = message.shared;
      else if ("answer" in message) {
        asked.get(message.to)?.(message.answer);
        asked.delete(message.to);
      } else {
        const text = message.event.replace(
          /^(\d):/,
          `$1:[${agent.id}] (${agent.name}) ${agent.ip}->`,
        );
        void relay.send(join(home, "queue", "sockets", "queue"), text);
      }
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, resolve);
  });
  note();
  setInterval(() => {
    for (const agent of agents.values()) push(home, agent);
  }, LOOK);
  daemon.up();
  for (;;) {
    const text = await relay.next();
    const request = readArRequest(text);
    if (typeof request === "string") daemon.log(warning(request));
    // Of control messages the lab's agents know none.
    if (typeof request !== "object" || !request.forExecd) continue;
    const wanted = request.to === "all" ? [...agents.values()] : [agents.get(request.to.id)];
    for (const agent of wanted) if (agent) say(agent.socket, { execd: request.text });
  }
}

function admit(
  home: string,
  { hello, shared }: Extract<FromAgent, { hello: unknown }>,
  socket: Socket,
): Connected | undefined {
  const known = registeredAgents(home).find(({ id }) => id === hello.id);
  if (known?.key !== hello.key || known.name !== hello.name) return undefined;
  const ip = (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  return { id: known.id, name: known.name, ip, socket, shared };
}

/** Sends what the manager shares to an agent that has something else. */
function push(home: string, agent: Connected): void {
  const shared = sharedIn(join(home, "etc", "shared"), GROUP);
  if (!shared) return;
  const sum = sumOfShared(shared);
  if (sum === agent.shared) return;
  agent.shared = sum;
  say(agent.socket, { share: shared });
}
