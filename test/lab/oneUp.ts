import { readFileSync } from "node:fs";

import type { RunFlags } from "../../lab/demo/deployment";
import { deployment } from "../../lab/deploy";

/**
 * One `up`, or preview, in a process of its own, as `pulumi up` is: what the engine cuts off when a resource fails rejects inside the
 * program, and jest would take that for a failure of the test. Arguments: the deployment's folder, flags as JSON, `preview` for one; standard
 * input: its configuration. Prints what failed, or nothing.
 */
async function main(): Promise<void> {
  const config = JSON.parse(readFileSync(0, "utf8")) as object;
  const stack = await deployment(process.argv[2] ?? "", config, { say: () => undefined });
  const flags = JSON.parse(process.argv[3] ?? "{}") as RunFlags;
  const run = process.argv[4] === "preview" ? stack.preview(flags) : stack.up(flags);
  await run.catch((error: unknown) => {
    process.stdout.write((error as Error).message);
  });
}

void main();
