import { readFileSync } from "node:fs";

import * as pulumi from "@pulumi/pulumi";

import { homePath } from "../config/homePath";
import { withAgentsFile } from "../config/agentsFile";
import { parseStack, type ParsedStack } from "../config/parseStack";

/** Prefix of every key of the stack configuration. */
export const PROJECT = "wazuh-active-response";

/**
 * Reads the stack configuration: the only place that does.
 * Values are plain, secret ones too; the connections wrap what must not be seen.
 */
export function readStack(): ParsedStack {
  const raw: Record<string, unknown> = {};
  // All of them, so that a misspelt key is found; the runtime's own way warns of no secret somewhere inside.
  for (const [key, text] of Object.entries(pulumi.runtime.allConfig())) {
    if (key.startsWith(`${PROJECT}:`)) raw[key.slice(PROJECT.length + 1)] = parseValue(text);
  }
  return parseStack(withAgents(raw));
}

function withAgents(raw: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  try {
    // Pulumi runs a program in the folder of its Pulumi.yaml.
    return withAgentsFile(raw, process.cwd());
  } catch (error) {
    throw new pulumi.RunError(`${PROJECT}:${(error as Error).message}`);
  }
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * Reads a private key from a file of the operator's machine.
 * @throws RunError naming the key of the configuration and the path.
 */
export function keyFile(path: string, key: string): string {
  const file = homePath(path);
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new pulumi.RunError(
      `${PROJECT}:${key}: ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"}); ` +
        "write the path of a private key, or set ssh.privateKey as a secret",
    );
  }
}
