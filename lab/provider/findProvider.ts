import { execFile } from "node:child_process";
import { access } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { cacheFolder } from "../../cli/lib/pulumi/cacheFolder";
import type { Engine } from "../../tools/engine/findEngine";
import { makeOnce } from "../../tools/engine/makeOnce";
import { PROVIDER, standIn } from "./standIn";

/** Version of the official provider; the one of package.json. */
export const PROVIDER_VERSION = "1.2.1";
const PLUGIN = `plugins/resource-command-v${PROVIDER_VERSION}`;

/** Longest time for the download, in milliseconds. Without a network the engine gives up in three seconds. */
const PATIENCE = 120_000;

/** A provider for `command:remote:Command`. */
export interface FoundProvider {
  /** Folder that holds the executable. */
  readonly folder: string;
  readonly how: "official" | "stand-in";
  /** One sentence for the screen. */
  readonly sentence: string;
}

/** Where a provider is looked for. */
export interface FindProviderOptions {
  /** @default process.env */
  readonly environment?: NodeJS.ProcessEnv;
  readonly say?: (line: string) => void;
}

/**
 * Finds the provider: the official one where the user has it or the engine can install it, else the stand-in.
 * The official one goes to the user's cache, once; the user's own plugins are read, never changed.
 */
export async function findProvider(
  engine: Engine,
  options: FindProviderOptions = {},
): Promise<FoundProvider> {
  const environment = options.environment ?? process.env;
  const say = options.say ?? ((): void => undefined);
  const users = environment["PULUMI_HOME"] ?? join(homedir(), ".pulumi");
  const cached = join(cacheFolder(environment), "provider", `official-${PROVIDER_VERSION}`);
  for (const home of [users, cached]) if (await isThere(home)) return official(home);
  // In the lab's namespaces there is no network: what can be had was fetched before.
  const network = environment["WAZUH_LAB_NET"] === undefined;
  if (network && (await install(engine, cached, environment, say))) return official(cached);
  return {
    folder: await standIn(say, environment),
    how: "stand-in",
    sentence: `Provider: a stand-in for command:remote:Command (the official ${PROVIDER_VERSION} cannot be downloaded here).`,
  };
}

function official(home: string): FoundProvider {
  return {
    folder: join(home, PLUGIN),
    how: "official",
    sentence: `Provider: the official @pulumi/command ${PROVIDER_VERSION}.`,
  };
}

function isThere(home: string): Promise<boolean> {
  return access(join(home, PLUGIN, PROVIDER)).then(
    () => true,
    () => false,
  );
}

async function install(
  engine: Engine,
  home: string,
  environment: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<boolean> {
  try {
    await makeOnce(
      home,
      () => isThere(home),
      say,
      async (scratch) => {
        await promisify(execFile)(
          engine.pulumi,
          ["plugin", "install", "resource", "command", PROVIDER_VERSION, "--non-interactive"],
          {
            timeout: PATIENCE,
            env: { ...environment, PULUMI_HOME: scratch, PULUMI_SKIP_UPDATE_CHECK: "true" },
          },
        );
      },
    );
    return await isThere(home);
  } catch {
    return false;
  }
}
