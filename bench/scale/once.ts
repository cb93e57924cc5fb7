import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { deployment } from "../../lab/deploy";

// One operation on the stack in a folder, as a process of its own: once.ts FOLDER up|preview.
async function main(): Promise<void> {
  const [folder = "", what = ""] = process.argv.slice(2);
  const config = JSON.parse(await readFile(join(folder, "stack.json"), "utf8")) as object;
  // Without events, as `pulumi up` on a command line is: at this scale they would cost more than all the rest.
  const options = { parallel: 40, events: false, say: (): void => undefined };
  const stack = await deployment(folder, config, options);
  await (what === "up" ? stack.up() : stack.preview());
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error((error as Error).message.slice(0, 2000));
    process.exit(1);
  },
);
