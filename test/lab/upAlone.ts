import { execFile } from "node:child_process";
import { join } from "node:path";

import type { RunFlags, StackConfig } from "../../lab/demo/deployment";

const TSX = join(__dirname, "../../node_modules/.bin/tsx");

/**
 * One `up`, or preview, in a process of its own, for those that are to fail: see oneUp.ts.
 * @param folder of the deployment.
 * @returns what failed, or nothing.
 * @throws Error with what the process said where it did not get that far.
 */
export function upAlone(
  folder: string,
  config: StackConfig,
  flags: RunFlags = {},
  verb: "up" | "preview" = "up",
): Promise<string> {
  return new Promise((resolve, reject) => {
    const args = [join(__dirname, "oneUp.ts"), folder, JSON.stringify(flags), verb];
    const child = execFile(TSX, args, (error, stdout, stderr) => {
      if (error) reject(new Error(stderr));
      else resolve(stdout);
    });
    child.stdin?.end(JSON.stringify(config));
  });
}
