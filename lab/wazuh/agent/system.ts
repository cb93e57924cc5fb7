import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { arch, hostname, release, version } from "node:os";
import { join } from "node:path";

/** The system of an agent, as the API's `os` shows it. The real agent says it with every keep-alive. */
export interface AgentSystem {
  /** `debian`, `ubuntu`, ...; `windows` on every Windows (src/shared/remoted_op.c of 4.14.7). */
  readonly platform: string;
  readonly name: string;
  readonly version: string;
  readonly [more: string]: string;
}

/**
 * The system of this host, from os-release; or the one that a test says: var/lab/os.json. With it comes the version of the agent
 * where a test says one (var/lab/version), as `agent_version`.
 */
export function systemHere(home: string): AgentSystem {
  const version = join(home, "var", "lab", "version");
  const said = existsSync(version) && { agent_version: readFileSync(version, "utf8").trim() };
  return { ...osHere(home), ...said };
}

function osHere(home: string): AgentSystem {
  const said = join(home, "var", "lab", "os.json");
  if (existsSync(said)) return JSON.parse(readFileSync(said, "utf8")) as AgentSystem;
  const facts = new Map(
    readFileSync("/etc/os-release", "utf8")
      .split("\n")
      .map((line) => /^([A-Z_]+)="?([^"]*)"?$/.exec(line))
      .flatMap((match) => (match ? [[match[1], match[2] ?? ""] as const] : [])),
  );
  const [major = "", minor] = (facts.get("VERSION_ID") ?? "").split(".");
  return {
    arch: arch() === "x64" ? "x86_64" : arch(),
    ...(facts.has("VERSION_CODENAME") && { codename: facts.get("VERSION_CODENAME") ?? "" }),
    major,
    ...(minor !== undefined && { minor }),
    name: facts.get("NAME") ?? "",
    platform: facts.get("ID") ?? "",
    uname: `Linux |${hostname()} |${release()} |${version()} |${arch()}`,
    version: facts.get("VERSION") ?? "",
  };
}

const FILE = ["queue", "db", "stand-in-systems.json"] as const;

/** What agents said of their systems, by id; kept when one is gone, as wazuh-db does. */
export function knownSystems(home: string): Readonly<Record<string, AgentSystem>> {
  const file = join(home, ...FILE);
  if (!existsSync(file)) return {};
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, AgentSystem>;
}

/** Writes down the system of an agent, for the API. */
export function noteSystem(home: string, id: string, system: AgentSystem): void {
  const file = join(home, ...FILE);
  writeFileSync(`${file}.new`, JSON.stringify({ ...knownSystems(home), [id]: system }));
  renameSync(`${file}.new`, file);
}
