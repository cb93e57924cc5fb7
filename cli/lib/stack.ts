import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { withAgentsFile } from "../../config/agentsFile";
import { parseStack, type ParsedStack } from "../../config/parseStack";
import { readStackOutputs, type KnownServer } from "../../config/stackOutputs";
import { UsageError } from "./exit";
import { outputsOf, runPulumi } from "./pulumi/pulumi";
import { selectedStack } from "./selectedStack";

/** Begins every key of ours in a stack file. */
export const PREFIX = "wazuh-active-response:";

/** Which stack a verb is about. */
export interface StackChoice {
  /** Name of the stack; where it is not given, the only stack file of the folder, else the stack that pulumi has selected. */
  readonly stack?: string | undefined;
  /** Folder of the project. @default the current folder */
  readonly dir?: string | undefined;
  /** Takes what the file says and does not ask the engine for addresses that a rollout found out. @default false */
  readonly fileOnly?: boolean;
}

/** The keys of a stack file, without the project's prefix. */
export interface RawStackFile {
  readonly name: string;
  readonly dir: string;
  readonly file: string;
  /** With the agents of `agentsFile` among `agents`. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** Without them: what the stack file itself holds. */
  readonly written: Readonly<Record<string, unknown>>;
}

/** A stack file that was read. */
export type LoadedStack = ParsedStack & { readonly name: string; readonly dir: string };

/**
 * Reads `Pulumi.<stack>.yaml`. Secrets are decrypted by the engine (`pulumi config`), and only where there are any.
 * @throws UsageError when there is no such file, or no such agentsFile, or when the choice is not clear.
 */
export async function loadStack(choice: StackChoice): Promise<LoadedStack> {
  const { name, dir, raw } = await readStackFile(choice);
  const parsed = parseStack(raw);
  if (!parsed.ok || parsed.servers.length === 0 || choice.fileOnly === true) {
    return { ...parsed, name, dir };
  }
  return { ...parseStack(raw, await knownServers({ dir, name })), name, dir };
}

/** What the last rollout of a stack found out of its Hetzner servers, by name; asks the engine for the outputs. */
export async function knownServers({
  dir,
  name,
}: Pick<RawStackFile, "dir" | "name">): Promise<ReadonlyMap<string, KnownServer>> {
  const outputs = readStackOutputs(name, await outputsOf(dir, name));
  return new Map((outputs?.servers ?? []).map((server) => [server.name, server]));
}

function whole(file: string, dir: string, raw: RawStackFile["raw"]): RawStackFile["raw"] {
  try {
    return withAgentsFile(raw, dir);
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`);
  }
}

/**
 * Reads the keys of `Pulumi.<stack>.yaml`, secrets decrypted, and judges nothing. The only way to a stack file, so that
 * every verb sees the same hosts.
 * @throws UsageError when there is no such file, or no such agentsFile, or when the choice is not clear.
 */
export async function readStackFile(choice: StackChoice): Promise<RawStackFile> {
  const dir = choice.dir ?? process.cwd();
  const name = choice.stack ?? (await onlyStack(dir));
  const file = join(dir, `Pulumi.${name}.yaml`);
  if (!existsSync(file)) throw new UsageError(`--stack: "${name}" has no file ${file}`);
  const config = configOf(file);
  const values = hasSecret(config) ? await decrypted(dir, name) : config;
  const written: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    if (key.startsWith(PREFIX)) written[key.slice(PREFIX.length)] = value;
  }
  return { name, dir, file, raw: whole(file, dir, written), written };
}

/** @throws UsageError if the file is not YAML, or is a stack of another project. */
function configOf(file: string): Readonly<Record<string, unknown>> {
  let document: { config?: Record<string, unknown> | null } | null;
  try {
    document = parse(readFileSync(file, "utf8")) as typeof document;
  } catch (error) {
    // Its first line says what and where; the others draw the place.
    throw new UsageError(
      `${file}: ${(error as Error).message.split("\n")[0]?.replace(/:$/, "") ?? ""}`,
    );
  }
  const config = document?.config ?? {};
  const keys = Object.keys(config);
  if (keys.length > 0 && !keys.some((key) => key.startsWith(PREFIX)))
    throw new UsageError(
      `${file} is a stack of another project: no key begins with ${PREFIX}, the first is ${keys[0] ?? ""}`,
    );
  return config;
}

async function onlyStack(dir: string): Promise<string> {
  if (!existsSync(dir)) throw new UsageError(`--dir: there is no folder ${dir}`);
  const stacks = readdirSync(dir).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
  if (stacks.length === 1 && stacks[0] !== undefined) return stacks[0];
  if (stacks.length === 0)
    throw new UsageError(
      `no stack file (Pulumi.<stack>.yaml) in ${dir}; go to the project's folder or give --dir`,
    );
  const selected = await selectedStack(dir);
  if (selected === undefined || !stacks.includes(selected))
    throw new UsageError(
      `several stacks in ${dir}; give --stack, one of ${stacks.join(", ")}, or run pulumi stack select`,
    );
  console.error(`stack ${selected}, which pulumi has selected`);
  return selected;
}

function hasSecret(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return "secure" in value || Object.values(value).some(hasSecret);
}

async function decrypted(dir: string, stack: string): Promise<Record<string, unknown>> {
  const args = ["config", "--json", "--show-secrets", "--stack", stack];
  const stdout = await runPulumi(dir, args, `the secrets of stack ${stack}`);
  const values = JSON.parse(stdout) as Record<string, { value?: string; objectValue?: unknown }>;
  return Object.fromEntries(
    Object.entries(values).map(([key, { value, objectValue }]) => [key, objectValue ?? value]),
  );
}
