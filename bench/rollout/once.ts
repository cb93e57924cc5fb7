import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { deployment } from "../../lab/deploy";
import { SIDE_BY_SIDE } from "./way";

// One `up` of the stack in a folder, as a process of its own: once.ts FOLDER.
async function main(): Promise<void> {
  const folder = process.argv[2] ?? "";
  const config = JSON.parse(await readFile(join(folder, "stack.json"), "utf8")) as object;
  // Without events, as `pulumi up` on a command line is.
  const options = { parallel: SIDE_BY_SIDE + 8, events: false, say: (): void => undefined };
  await (await deployment(folder, config, options)).up();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error((error as Error).message);
    process.exit(1);
  },
);
