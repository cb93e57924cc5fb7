import { existsSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { activeAgents, registeredAgents } from "../agent/agents";
import { sectionsOf } from "../config/sections";
import { parseXml } from "../config/xml";
import { startRelay } from "../daemon/relay";

/** What a tool prints and exits with. */
export interface ToolResult {
  readonly code: number;
  readonly output: string;
}

const NAME = "Wazuh agent_control";

/**
 * agent_control: lists agents (-l) and responses (-L), runs a response on agents (-b ADDRESS -f NAME -u ID or -a).
 * For 000, the manager itself, it says that it runs one, and nothing happens.
 */
export async function agentControl(home: string, argv: readonly string[]): Promise<ToolResult> {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: {
      b: { type: "string", short: "b" },
      f: { type: "string", short: "f" },
      u: { type: "string", short: "u" },
      i: { type: "string", short: "i" },
      a: { type: "boolean", short: "a" },
      l: { type: "boolean", short: "l" },
      L: { type: "boolean", short: "L" },
      R: { type: "boolean", short: "R" },
    },
  });
  const { b: address, f: name, u: id, a: everywhere } = values;
  if (isWorker(home))
    return say(
      0,
      "ERROR: Wazuh is running in cluster mode: agent_control is not available in worker nodes. Please, try again in the master node.",
    );
  if (values.L === true) return say(0, listResponses(home));
  if (values.l === true) return say(0, listAgents(home));
  if (
    typeof id === "string" &&
    id !== "000" &&
    !registeredAgents(home).some((agent) => agent.id === id)
  )
    return say(1, `** Invalid agent id '${id}'.`);
  if (
    typeof address !== "string" ||
    typeof name !== "string" ||
    (typeof id !== "string" && everywhere !== true)
  )
    return say(1, "** Invalid argument combination.");
  if (!responses(home).some(([known]) => known === name))
    return say(1, "** Selected active response does not exist.");
  return run(home, name, address, typeof id === "string" ? id : undefined);
}

async function run(
  home: string,
  name: string,
  address: string,
  id: string | undefined,
): Promise<ToolResult> {
  const relay = await startRelay();
  const message = JSON.stringify({
    version: 1,
    origin: { name: "", module: "" },
    command: name,
    parameters: { extra_args: [], alert: { data: { srcip: address } } },
  });
  const ids = id === undefined ? registeredAgents(home).map((agent) => agent.id) : [id];
  for (const to of ids) {
    if (
      !(await relay.send(
        join(home, "queue", "alerts", "ar"),
        `(msg_to_agent) [] NNS ${to} ${message}`,
      ))
    )
      return say(1, "** Unable to connect to remoted.");
  }
  return say(0, `${NAME}: Running active response '${name}' on: ${id ?? "all"}`);
}

function say(code: number, text: string): ToolResult {
  return { code, output: `\n${text}\n` };
}

function responses(home: string): string[][] {
  const file = join(home, "etc", "shared", "ar.conf");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  return text
    .split("\n")
    .filter((row) => row !== "")
    .map((row) => row.split(" - "));
}

function listResponses(home: string): string {
  const shown = responses(home)
    .filter(([name]) => name !== "restart-ossec0" && name !== "restart-wazuh0")
    .map(([name, command]) => `\n   Response name: ${name ?? ""}, command: ${command ?? ""}`);
  return `${NAME}. Available active responses:\n${shown.join("")}\n`;
}

function listAgents(home: string): string {
  const active = new Set(activeAgents(home).map(({ id }) => id));
  // The address is that of the registration, not the one the agent comes from.
  const lines = registeredAgents(home).map(
    ({ id, name }) =>
      `   ID: ${id}, Name: ${name}, IP: any, ${active.has(id) ? "Active" : "Disconnected"}`,
  );
  const own = `   ID: 000, Name: ${hostname()} (server), IP: 127.0.0.1, Active/Local`;
  return [
    `${NAME}. List of available agents:`,
    own,
    ...lines,
    "",
    "List of agentless devices:",
    "",
  ].join("\n");
}

function isWorker(home: string): boolean {
  const sections = sectionsOf(parseXml(readFileSync(join(home, "etc", "ossec.conf"), "utf8")));
  const values = sections
    .filter(({ element }) => element === "cluster")
    .flatMap(({ children }) => children);
  const valueOf = (name: string): string | undefined =>
    values.filter(({ element }) => element === name).pop()?.content;
  return valueOf("disabled") === "no" && valueOf("node_type") === "worker";
}
