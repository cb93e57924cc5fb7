import { execFileSync } from "node:child_process";
import { hostname, userInfo } from "node:os";

import type { RolloutNote } from "../policy/rollout/note";

/** Who runs this program, and on which commit: of the user before sudo, or of the CI. */
export function whoRollsOut(policy: string, environment = process.env): RolloutNote {
  const ci = environment["GITHUB_ACTOR"] ?? environment["GITLAB_USER_LOGIN"];
  const user = ci ?? `${environment["SUDO_USER"] ?? userInfo().username}@${hostname()}`;
  return { policy, commit: commitOf(), operator: plain(user) };
}

function commitOf(): string {
  try {
    const commit = git("rev-parse", "--short=12", "HEAD");
    return plain(git("status", "--porcelain") === "" ? commit : `${commit}-dirty`);
  } catch {
    // No repository, or no git.
    return "none";
  }
}

function git(...args: string[]): string {
  return execFileSync("git", args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
}

/** It stands in logs and in JSON that a shell prints: plain characters only. */
function plain(text: string): string {
  return text.replace(/[^A-Za-z0-9.@_-]/g, "-");
}
