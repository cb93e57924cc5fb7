import { execFile } from "node:child_process";
import { hostname, userInfo } from "node:os";
import { promisify } from "node:util";

import type { RolloutNote } from "../policy/rollout/rolloutNote";

/** Who runs this program, and on which commit: of the user before sudo, or of the CI. */
export async function whoRollsOut(policy: string, environment = process.env): Promise<RolloutNote> {
  const ci = environment["GITHUB_ACTOR"] ?? environment["GITLAB_USER_LOGIN"];
  const user = ci ?? `${environment["SUDO_USER"] ?? userInfo().username}@${hostname()}`;
  return { policy, commit: await commitOf(), operator: plain(user) };
}

async function commitOf(): Promise<string> {
  try {
    const [commit, changes] = await Promise.all([
      git("rev-parse", "--short=12", "HEAD"),
      git("status", "--porcelain"),
    ]);
    return plain(changes === "" ? commit : `${commit}-dirty`);
  } catch {
    // No repository, or no git.
    return "none";
  }
}

async function git(...args: string[]): Promise<string> {
  return (await promisify(execFile)("git", args)).stdout.trim();
}

/** It is in logs and in JSON that a shell prints: plain characters only. */
function plain(text: string): string {
  return text.replace(/[^A-Za-z0-9.@_-]/g, "-");
}
