import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { parse } from "yaml";

/** The file that `agentsFile` names, and the agents in it, as written there. */
export interface AgentsFile {
  /** Absolute path. */
  readonly file: string;
  readonly agents: readonly unknown[];
}

/**
 * Reads the file that `agentsFile` names. Pulumi hands a program its configuration in one variable of the environment, and
 * Linux takes none of more than 128 KiB: some 700 agents.
 * @param raw keys of the stack configuration, without the project's prefix.
 * @param folder of the project; the path is relative to it.
 * @returns undefined where there is no such key.
 * @throws Error naming the path where the file cannot be read, or holds no list.
 */
export function readAgentsFile(
  raw: Readonly<Record<string, unknown>>,
  folder: string,
): AgentsFile | undefined {
  const { agentsFile: path } = raw;
  // A wrong type is the schema's to refuse.
  if (typeof path !== "string") return undefined;
  const file = resolve(folder, path);
  return { file, agents: agentsIn(file, path) };
}

/**
 * Puts the agents of that file behind those of the stack configuration.
 * @throws Error as {@link readAgentsFile} does.
 */
export function withAgentsFile(
  raw: Readonly<Record<string, unknown>>,
  folder: string,
): Readonly<Record<string, unknown>> {
  const more = readAgentsFile(raw, folder);
  const { agents = [] } = raw;
  if (!more || !Array.isArray(agents)) return raw;
  return { ...raw, agents: [...(agents as unknown[]), ...more.agents] };
}

function agentsIn(file: string, path: string): readonly unknown[] {
  let document: unknown;
  try {
    document = parse(readFileSync(file, "utf8"));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(
      `agentsFile: "${path}" cannot be read (${code ?? message.split("\n")[0] ?? ""}); ` +
        "write the path of a YAML or JSON file, relative to Pulumi.yaml",
    );
  }
  if (!Array.isArray(document))
    throw new Error(
      `agentsFile: "${path}" contains no list; write one agent per entry, as in the key agents`,
    );
  return document;
}
