import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { parse } from "semver";

import { UsageError } from "../exit";

/** Longest wait for an engine to say its version, in milliseconds: a cold start from a slow disk takes seconds. */
const PATIENCE = 60_000;

/**
 * Asks an engine for its version.
 * @param pulumi path of the executable, or its name on PATH.
 * @returns the version without the "v", or undefined where there is no such program or it does not answer with a version.
 * @throws UsageError where it does not answer in time.
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
  } catch (error) {
    if ((error as { killed?: boolean }).killed === true)
      throw new UsageError(
        `${pulumi} did not say its version within ${PATIENCE / 1000} s; this machine is very busy, or it hangs`,
      );
    return undefined;
  }
}
