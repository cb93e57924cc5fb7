import { execFile } from "node:child_process";
import { join } from "node:path";

import type { Ended } from "../../unit/cli/run";

const PROGRAM = join(__dirname, "../../../bin/active-response.js");

/** Runs the program as a user does: a child sees the engine's variables, this process does not hand them on. */
export function runProgram(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...process.env, ...environment };
    execFile(process.execPath, [PROGRAM, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}
