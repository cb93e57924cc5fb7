import { execFile } from "node:child_process";
import { basename, join } from "node:path";
import { promisify } from "node:util";

import { parse } from "yaml";

import { parseStack } from "../../../config/parseStack";
import { printFinding } from "../../../policy/lint/printFinding";
import type { Side } from "../../../policy/replay/replay";
import { UsageError } from "../../lib/exit";
import { knownServers, PREFIX, type LoadedStack } from "../../lib/stack";
import { sideOf } from "./side";

/** Longest file of a stack in git, in bytes. */
const LONGEST = 64 << 20;

/**
 * Reads a stack as it was at a revision: its file and its agents' file, as git has them, joined with what the other stacks of its
 * fleet publish now. Its secrets are not decrypted; a replay connects to nobody.
 * @param text `STACK@REV`, or `@REV` for the stack itself
 * @throws UsageError naming what git has not, or what is wrong in that file
 */
export async function sideAt(
  text: string,
  stack: Pick<LoadedStack, "name" | "dir">,
): Promise<Side> {
  const at = text.indexOf("@");
  if (at < 0 || at === text.length - 1)
    throw new UsageError(`--against: "${text}" names no revision; write ${text || "prod"}@HEAD~1`);
  const [name, revision] = [text.slice(0, at) || stack.name, text.slice(at + 1)];
  const show = (file: string): Promise<string> => shown(stack.dir, revision, file, text);
  const file = `Pulumi.${name}.yaml`;
  const raw = keysOf(await show(file), `${file} at ${revision}`);
  const { agentsFile, agents = [] } = raw;
  if (typeof agentsFile === "string") {
    const more = parse(await show(agentsFile)) as unknown;
    if (Array.isArray(more)) raw["agents"] = [...(agents as unknown[]), ...(more as unknown[])];
  }
  const first = parseStack(raw);
  const parsed =
    first.ok && first.servers.length > 0
      ? parseStack(raw, await knownServers({ dir: stack.dir, name }))
      : first;
  if (!parsed.ok)
    throw new UsageError(
      `--against: ${file} at ${revision}:\n${parsed.findings.map(printFinding).join("\n")}`,
    );
  return sideOf({ ...parsed, name, dir: stack.dir }, `${name}@${revision}`);
}

async function shown(dir: string, revision: string, file: string, text: string): Promise<string> {
  const options = { cwd: dir, maxBuffer: LONGEST };
  const path = join("./", file);
  try {
    const args = ["show", "--end-of-options", `${revision}:./${path}`];
    return (await promisify(execFile)("git", args, options)).stdout;
  } catch (error) {
    const { stderr, code, message } = error as { stderr?: string; code?: unknown; message: string };
    const why = code === "ENOENT" ? "git is not installed" : stderr?.trim() || message;
    throw new UsageError(`--against: "${text}": ${basename(file)} cannot be read there: ${why}`);
  }
}

function keysOf(text: string, what: string): Record<string, unknown> {
  let config: unknown;
  try {
    config = (parse(text) as { config?: unknown } | null)?.config;
  } catch (error) {
    throw new UsageError(`--against: ${what}: ${(error as Error).message.split("\n")[0] ?? ""}`);
  }
  return Object.fromEntries(
    Object.entries((config ?? {}) as Record<string, unknown>)
      .filter(([key]) => key.startsWith(PREFIX))
      .map(([key, value]) => [key.slice(PREFIX.length), withoutSecrets(value)]),
  );
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  if ("secure" in value) return "secret";
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutSecrets(one)]));
}
