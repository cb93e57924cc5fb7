import { spawn } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { dirname, join } from "node:path";

import { judgeAgentConf } from "../config/agentConf";
import { sectionsOf } from "../config/sections";
import { error, info } from "../config/words";
import type { XmlNode } from "../config/xml";
import { becomeDaemon } from "../daemon/background";
import { getconfigOfExecd } from "../execd/com";
import { asFolder } from "../daemon/log";
import { startRelay } from "../daemon/relay";
import { isSlow } from "../daemon/slow";
import { registeredAgents } from "./agents";
import { AGENT_PORT } from "./remoted";
import { playsBefore } from "../version";
import { sharedIn, sumOfShared, takeShared } from "./shared";
import { systemHere } from "./system";
import { hear, say, type ToAgent } from "./wire";

/** Milliseconds between two tries to reach the manager. */
const RETRY = 300;
/** Events that are kept while there is no manager. */
const BUFFER = 5000;
/** Milliseconds between two looks whether execd's queue can be connected to. The real one looks at each turn of its loop. */
const LOOK = isSlow("agentd") ? 4000 : 200;

/** File of var/lab that is as old as the connection to execd, for tests: what comes without one is lost. */
export const EXECD_CONNECTED = "execd-connected";
/** Folder of var/lab with a file for each reload that is owed or under way, for tests. */
export const RELOADS = "reloads";

/** Runs wazuh-agentd; resolves never. @throws Error where the file names no manager or there is no key. */
export async function runAgentd(home: string, roots: readonly XmlNode[]): Promise<void> {
  const server = sectionsOf(roots)
    .filter(({ element }) => element === "client")
    .flatMap(({ children }) => children)
    .find(({ element }) => element === "server");
  const address = server?.children.find(({ element }) => element === "address")?.content;
  const port = server?.children.find(({ element }) => element === "port")?.content;
  const [self] = registeredAgents(home);
  if (address === undefined || !self)
    throw new Error(
      "(4109): No <client><server><address> in etc/ossec.conf, or no key in etc/client.keys",
    );
  const daemon = becomeDaemon("wazuh-agentd", home);
  const relay = await startRelay(join(home, "queue", "sockets", "queue"));
  const folder = join(home, "etc", "shared");
  const arConf = join(folder, "ar.conf");
  const events: string[] = [];
  let manager: Socket | undefined;
  let reloads = 0;
  const state = (status: string): void => {
    writeFileSync(join(home, "var", "run", "wazuh-agentd.state"), `status='${status}'\n`);
  };
  // Connected once (client-agent/agentd.c:243, v4.14.7). What fails is said at debug level only, and the dead socket is kept
  // (receiver.c:109), until SIGUSR1 closes it (agentd.c:194).
  const execq = join(home, "queue", "alerts", "execq");
  let connected = false;
  const connectExecd = async (): Promise<void> => {
    connected = await relay.connect(execq);
    if (connected) writeFileSync(join(home, "var", "lab", EXECD_CONNECTED), "");
  };
  await connectExecd();
  setInterval(() => {
    if (!connected) void connectExecd();
  }, LOOK);
  process.on("SIGUSR1", () => {
    daemon.log(info("SIGNAL [(10)-(User defined signal 1)] Received. Reload agentd."));
    void relay.drop(execq).then(() => (connected = false));
  });
  const answerTo = (request: string): string =>
    request.startsWith("com ")
      ? getconfigOfExecd(request.slice(4), roots)
      : "err Unrecognized command";
  const told = (message: ToAgent): void => {
    if ("execd" in message) {
      if (connected) void relay.send(execq, message.execd);
      return;
    }
    if ("request" in message) {
      if (manager) say(manager, { answer: answerTo(message.request), to: message.number });
      return;
    }
    // Owed before anybody can see the new rows.
    const owed = join(home, "var", "lab", RELOADS, `${process.pid}-${(reloads += 1)}`);
    mkdirSync(dirname(owed), { recursive: true });
    writeFileSync(owed, "");
    takeShared(folder, message.share);
    const { refused, words } = judgeAgentConf(message.share.agentConf, "etc/shared/agent.conf");
    words.forEach(daemon.log);
    if (refused) {
      rmSync(owed, { force: true });
      return;
    }
    // It restarts as a whole before 4.14 (client-agent/receiver.c:298, v4.13.1), and reloads since then (the same line, v4.14.7).
    const verb = playsBefore(14, home) ? "restart" : "reload";
    daemon.log(info(`Agent is ${verb}ing due to shared configuration changes.`));
    comeAnew(verb, home, owed);
  };
  const reach = (): void => {
    const socket = connect(Number(port ?? AGENT_PORT), address);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 10_000);
    socket.on("connect", () => {
      const shared = sharedIn(folder);
      const sum = shared ? sumOfShared(shared) : "";
      say(socket, { hello: self, shared: sum, os: systemHere(home) });
      daemon.log(info(`(4102): Connected to the server ([${address}]:${port ?? AGENT_PORT}/tcp).`));
      manager = socket;
      state("connected");
      for (const event of events.splice(0)) say(socket, { event });
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      if (manager === socket) {
        manager = undefined;
        daemon.log(error("(1137): Lost connection with manager. Setting lock."));
        state("disconnected");
      }
      setTimeout(reach, RETRY);
    });
    hear(socket, (message) => {
      told(message as ToAgent);
    });
  };
  state("pending");
  reach();
  daemon.up();
  if (existsSync(arConf)) asFolder(arConf, join(home, "etc"));
  for (;;) {
    const event = await relay.next();
    if (manager) say(manager, { event });
    else if (events.push(event) > BUFFER) events.shift();
  }
}

/**
 * As execd's requests of these names: everything starts anew, by a reload without agentd itself, and timed blocks are lifted.
 * @param owed file that is removed at its end.
 */
function comeAnew(verb: "restart" | "reload", home: string, owed: string): void {
  const command = ["active-response/bin/restart.sh", "agent", verb];
  spawn("/bin/sh", ["-c", '"$@"; rm -f "$0"', owed, ...command], {
    cwd: home,
    detached: true,
    stdio: "ignore",
  }).unref();
}
