import { readFileSync } from "node:fs";
import { homedir } from "node:os";

import * as pulumi from "@pulumi/pulumi";

import { parseStack, type ParsedStack } from "./config/parseStack";
import { stackSchema } from "./config/schema";

/** Prefix of every key of the stack configuration. */
export const PROJECT = "wazuh-active-response";

/**
 * Reads the stack configuration: the only place that does.
 * Values are plain, secret ones too; {@link secretFile} and the connections wrap what must not be seen.
 */
export function readStack(): ParsedStack {
  const raw: Record<string, unknown> = {};
  for (const key of Object.keys(stackSchema.shape)) {
    // runtime.getConfig gives the text without a warning for keys that hold a secret somewhere inside.
    const text = pulumi.runtime.getConfig(`${PROJECT}:${key}`);
    if (text !== undefined) raw[key] = parseValue(text);
  }
  return parseStack(raw);
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
export function secretFile(path: string, key: string): pulumi.Output<string> {
  const file = path.replace(/^~(?=\/)/, homedir());
  try {
    return pulumi.secret(readFileSync(file, "utf8"));
  } catch (error) {
    throw new pulumi.RunError(
      `${PROJECT}:${key}: ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"}); ` +
        "write the path of a private key, or set ssh.privateKey as a secret",
    );
  }
}
