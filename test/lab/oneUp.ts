import { readFileSync } from "node:fs";

import type { RunFlags } from "../../lab/demo/deployment";
import { deployment } from "../../lab/deploy";

/**
 * One `up` in a process of its own, as `pulumi up` is: what the engine cuts off when a resource fails rejects inside the
 * program, and jest would take that for a failure of the test. Arguments: the deployment's folder, and flags as JSON; standard
 * input: its configuration. Prints what failed, or nothing.
 */
async function main(): Promise<void> {
  const config = JSON.parse(readFileSync(0, "utf8")) as object;
  const stack = await deployment(process.argv[2] ?? "", config, { say: () => undefined });
  const flags = JSON.parse(process.argv[3] ?? "{}") as RunFlags;
  await stack.up(flags).catch((error: unknown) => {
    process.stdout.write((error as Error).message);
  });
}

void main();
