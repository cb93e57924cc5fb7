import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** An agent that is registered on the manager. */
export interface RegisteredAgent {
  readonly id: string;
  readonly name: string;
  readonly key: string;
}

/** An agent that is connected now. */
export interface ActiveAgent {
  readonly id: string;
  readonly name: string;
  readonly ip: string;
}

/** The lines of etc/client.keys of a home: `001 name any key`; removed agents have a `!` before their name. */
export function registeredAgents(home: string): readonly RegisteredAgent[] {
  const file = join(home, "etc", "client.keys");
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .map((line) => line.split(" "))
    .filter((parts) => parts.length === 4 && parts[1]?.startsWith("!") === false)
    .map(([id = "", name = "", , key = ""]) => ({ id, name, key }));
}

/** Below a manager's home: the agents whose connection wazuh-remoted holds now. */
export const AGENTS_FILE = "queue/db/stand-in-agents.json";

/** Agents whose connection wazuh-remoted holds. */
export function activeAgents(home: string): readonly ActiveAgent[] {
  const file = join(home, AGENTS_FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as ActiveAgent[]) : [];
}

/** Writes down who is connected, for analysisd and agent_control. */
export function writeActiveAgents(home: string, agents: readonly ActiveAgent[]): void {
  const file = join(home, AGENTS_FILE);
  writeFileSync(`${file}.new`, JSON.stringify(agents));
  renameSync(`${file}.new`, file);
}
