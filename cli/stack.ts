import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { parse } from "yaml";

import { joinStacks } from "../config/joinStacks";
import { parseStack, type ParsedStack } from "../config/parseStack";
import { UsageError } from "./exit";
import { otherStacks, outputsOf } from "./otherStacks";

const PREFIX = "wazuh-active-response:";

/** Which stack a verb is about. */
export interface StackChoice {
  /** Name of the stack; the only stack file of the folder where it is not given. */
  readonly stack?: string | undefined;
  /** Folder of the project. @default the current folder */
  readonly dir?: string | undefined;
  /** Takes what the file says and asks the engine for nothing that a rollout found out. @default false */
  readonly fileOnly?: boolean;
}

/** A stack file that was read. */
export type LoadedStack = ParsedStack & { readonly name: string; readonly dir: string };

/**
 * Reads `Pulumi.<stack>.yaml`. Secrets are decrypted by the engine (`pulumi config`), and only where there are any.
 * @throws UsageError when there is no such file, or when the choice is not clear.
 */
export async function loadStack(choice: StackChoice): Promise<LoadedStack> {
  const dir = choice.dir ?? process.cwd();
  const name = choice.stack ?? onlyStack(dir);
  const file = join(dir, `Pulumi.${name}.yaml`);
  if (!existsSync(file)) throw new UsageError(`--stack: "${name}" has no file ${file}`);
  const config = ((parse(readFileSync(file, "utf8")) as { config?: unknown } | null)?.config ??
    {}) as Record<string, unknown>;
  const values = hasSecret(config) ? await decrypted(dir, name) : config;
  const raw: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    if (key.startsWith(PREFIX)) raw[key.slice(PREFIX.length)] = value;
  }
  const parsed = parseStack(raw);
  if (!parsed.ok || choice.fileOnly === true) return { ...parsed, name, dir };
  return { ...(await asRolledOut(raw, parsed, { name, dir })), name, dir };
}

/** As the program has it: with the servers that the last rollout found, and with what the fleet's other stacks say. */
async function asRolledOut(
  raw: Record<string, unknown>,
  parsed: Extract<ParsedStack, { ok: true }>,
  { name, dir }: { name: string; dir: string },
): Promise<ParsedStack> {
  const own = parsed.servers.length > 0 ? await outputsOf(dir, name) : undefined;
  const known = (own?.servers ?? []).map((server) => [server.name, server] as const);
  const whole = known.length > 0 ? parseStack(raw, new Map(known)) : parsed;
  if (!whole.ok) return whole;
  const link = whole.input.stack;
  const joined = joinStacks(link, whole.policy, whole.fleet, await otherStacks(dir, link));
  return { ...whole, policy: joined.policy, fleet: joined.fleet };
}

function onlyStack(dir: string): string {
  const stacks = readdirSync(dir).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
  if (stacks.length === 1 && stacks[0] !== undefined) return stacks[0];
  throw new UsageError(
    stacks.length === 0
      ? `no stack file (Pulumi.<stack>.yaml) in ${dir}; go to the project's folder or give --dir`
      : `several stacks in ${dir}; give --stack, one of ${stacks.join(", ")}`,
  );
}

function hasSecret(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return "secure" in value || Object.values(value).some(hasSecret);
}

async function decrypted(dir: string, stack: string): Promise<Record<string, unknown>> {
  const args = ["config", "--json", "--show-secrets", "--stack", stack, "--cwd", dir];
  const { stdout } = await promisify(execFile)("pulumi", args, { maxBuffer: 2 ** 26 }).catch(
    (error: unknown) => {
      throw new UsageError(
        `the secrets of stack ${stack} cannot be read by \`pulumi config\`: ${String((error as { stderr?: string }).stderr ?? error).trim()}`,
      );
    },
  );
  const values = JSON.parse(stdout) as Record<string, { value?: string; objectValue?: unknown }>;
  return Object.fromEntries(
    Object.entries(values).map(([key, { value, objectValue }]) => [key, objectValue ?? value]),
  );
}
