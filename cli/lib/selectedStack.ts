import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { UsageError } from "./exit";

/** Longest time for the answer, in milliseconds; it takes half a second, and many times as long on a busy machine. */
const PATIENCE = 60_000;

/**
 * Asks the user's own `pulumi` which stack is selected in a folder (`pulumi stack select`, or PULUMI_STACK): what
 * `pulumi up` without `--stack` would be about.
 * @param patience longest time for the answer, in milliseconds.
 * @returns undefined where none is selected, or there is no pulumi on PATH to have selected one.
 * @throws UsageError where it does not answer in time.
 */
export async function selectedStack(dir: string, patience = PATIENCE): Promise<string | undefined> {
  try {
    const args = ["stack", "--show-name", "--non-interactive", "--cwd", dir];
    const { stdout } = await promisify(execFile)("pulumi", args, {
      timeout: patience,
      env: process.env,
    });
    return stdout.trim() || undefined;
  } catch (error) {
    if ((error as { killed?: boolean }).killed === true)
      throw new UsageError(
        `pulumi did not say within ${patience / 1000} s which stack is selected in ${dir}; give --stack`,
      );
    return undefined;
  }
}
