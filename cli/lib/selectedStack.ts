import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Longest time for the answer, in milliseconds; it takes half a second, and some more where the backend is far away. */
const PATIENCE = 10_000;

/**
 * Asks the user's own `pulumi` which stack is selected in a folder (`pulumi stack select`, or PULUMI_STACK): what
 * `pulumi up` without `--stack` would be about.
 * @returns undefined where none is selected, or there is no pulumi on PATH to have selected one.
 */
export async function selectedStack(dir: string): Promise<string | undefined> {
  try {
    const args = ["stack", "--show-name", "--non-interactive", "--cwd", dir];
    const { stdout } = await promisify(execFile)("pulumi", args, {
      timeout: PATIENCE,
      env: process.env,
    });
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
