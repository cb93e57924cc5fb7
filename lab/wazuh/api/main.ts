import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { createServer } from "node:https";
import { join } from "node:path";

import { activeAgents, registeredAgents } from "../agent/agents";
import { knownSystems, systemHere, type AgentSystem } from "../agent/system";
import { becomeDaemon } from "../daemon/background";
import { startRelay } from "../daemon/relay";
import { standInApi } from "./api";
import type { AgentView } from "./listAgents";
import type { Limits } from "./limits";
import { API_CERTIFICATE, API_PORT } from "./place";
import { WAZUH_VERSION } from "../../../policy/wazuh/version";

/** Runs wazuh-apid; resolves once it is up. */
export async function runApid(home: string): Promise<void> {
  const daemon = becomeDaemon("wazuh-apid", home);
  const relay = await startRelay();
  const queue = join(home, "queue", "alerts", "ar");
  const answer = standInApi({
    now: () => Date.now() / 1000,
    agents: () => agentsOf(home),
    responses: () => responsesOf(home),
    disabled: (id) => disabledOf(home).includes(id),
    send: (id, message) => relay.send(queue, `(msg_to_agent) [] NNS ${id} ${message}`),
    ...limitsOf(home),
  });
  const server = createServer(certificateOf(home), (request, response) => {
    void bodyOf(request).then(async (body) => {
      const {
        status,
        type,
        body: text,
      } = await answer({
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers as Record<string, string | undefined>,
        body,
        from: request.socket.remoteAddress ?? "",
      });
      response.writeHead(status, { "content-type": type }).end(text);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(API_PORT, resolve);
  });
  daemon.up();
}

/** As the real one at its first start: a self-signed certificate for a name that the host does not have. */
function certificateOf(home: string): { key: string; cert: string } {
  const folder = join(home, "api", "configuration", "ssl");
  const [key, cert] = [join(folder, "server.key"), join(home, API_CERTIFICATE)];
  if (!existsSync(cert)) {
    mkdirSync(folder, { recursive: true });
    const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    const made = ["-keyout", key, "-out", cert, "-days", "365", "-subj", "/CN=wazuh.com"];
    execFileSync("openssl", ["req", "-x509", ...kind, ...made], { stdio: "ignore" });
  }
  return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
}

function agentsOf(home: string): AgentView[] {
  const active = new Map(activeAgents(home).map((agent) => [agent.id, agent]));
  const systems = knownSystems(home);
  const version = `Wazuh v${WAZUH_VERSION}`;
  const os = systemHere(home);
  return [
    { id: "000", name: "manager", ip: "127.0.0.1", status: "active", version, os },
    ...registeredAgents(home).map(({ id, name }): AgentView => {
      const [now, system] = [active.get(id), systems[id]];
      const known = system && versioned(system, version);
      return now
        ? { id, name, ip: now.ip, status: "active", ...known }
        : { id, name, status: known ? "disconnected" : "never_connected", ...known };
    }),
  ];
}

/** An agent's version, of its own or the manager's, and its system. */
function versioned(
  { agent_version: itsOwn, ...os }: AgentSystem,
  version: string,
): Pick<AgentView, "version" | "os"> {
  return { version: itsOwn === undefined ? version : `Wazuh ${itsOwn}`, os: os };
}

function responsesOf(home: string): string[] {
  const rows = readFileSync(join(home, "etc", "shared", "ar.conf"), "utf8").split("\n");
  return rows.flatMap((row) => (row === "" ? [] : [row.split(" - ")[0] ?? ""]));
}

/** Ids whose own file disables active response, as a test says: var/lab/ar-disabled. The real API asks the agent. */
function disabledOf(home: string): string[] {
  const file = join(home, "var", "lab", "ar-disabled");
  return existsSync(file) ? readFileSync(file, "utf8").split(/\s+/) : [];
}

/** Other limits that a test asks for: var/lab/api-limits.json. */
function limitsOf(home: string): { limits?: Limits } {
  const file = join(home, "var", "lab", "api-limits.json");
  return existsSync(file) ? { limits: JSON.parse(readFileSync(file, "utf8")) as Limits } : {};
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
