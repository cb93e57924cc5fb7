import { join } from "node:path";

import { satisfies } from "semver";

import { UsageError } from "../exit";
import { cacheFolder } from "./cacheFolder";
import { engineVersion } from "./engineVersion";
import { ACCEPTED_VERSIONS, ENGINE_VERSION } from "./version";

/** An engine that runs here. */
export interface FoundEngine {
  /** Absolute path, or `pulumi` where it is on PATH. */
  readonly pulumi: string;
  readonly how: "path" | "cache";
  readonly version: string;
}

/** Folder of the user's cache where the demo and the lab keep the engine that they made. */
export const engineFolder = (environment: NodeJS.ProcessEnv): string =>
  join(cacheFolder(environment), "engine", ENGINE_VERSION);

/**
 * Looks for the Pulumi engine: on PATH, else in the user's cache. Nothing is installed or built.
 * @param say told of an engine on PATH that is passed over.
 * @returns undefined where neither has one that is accepted.
 */
export async function lookForPulumi(
  environment: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<FoundEngine | undefined> {
  const onPath = await engineVersion("pulumi", environment);
  if (onPath !== undefined && satisfies(onPath, ACCEPTED_VERSIONS))
    return { pulumi: "pulumi", how: "path", version: onPath };
  if (onPath !== undefined)
    say(
      `pulumi ${onPath} on PATH is not one of ${ACCEPTED_VERSIONS}; another one is used instead.`,
    );
  const pulumi = join(engineFolder(environment), "bin", "pulumi");
  return (await engineVersion(pulumi)) === ENGINE_VERSION
    ? { pulumi, how: "cache", version: ENGINE_VERSION }
    : undefined;
}

/**
 * Path of the Pulumi engine, or its name on PATH, for the operator's verbs.
 * @throws UsageError where there is none, saying what to do.
 */
export async function findPulumi(environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  const found = await lookForPulumi(environment, (line) => void process.stderr.write(`${line}\n`));
  if (found) return found.pulumi;
  throw new UsageError(
    `pulumi ${ACCEPTED_VERSIONS} was not found on PATH; install the Pulumi CLI ` +
      "(https://www.pulumi.com/docs/install/), then run this again",
  );
}
