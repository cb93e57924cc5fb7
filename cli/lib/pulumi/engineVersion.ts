import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { parse } from "semver";

/** Longest wait for an engine to say its version, in milliseconds: a cold start from a slow disk takes seconds. */
const PATIENCE = 30_000;

/**
 * Asks an engine for its version.
 * @param pulumi path of the executable, or its name on PATH.
 * @returns the version without the "v", or undefined where there is no such program or it does not answer with a version.
 */
export async function engineVersion(
  pulumi: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(pulumi, ["version"], {
      timeout: PATIENCE,
      env: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
    });
    return parse(stdout.trim())?.version;
  } catch {
    return undefined;
  }
}
