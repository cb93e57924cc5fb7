import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Golden files of a folder by name. UPDATE_GOLDEN=1 writes them anew first; look at the difference before committing it. */
export function goldenFiles(
  folder: string,
  made: Readonly<Record<string, string>>,
): Record<string, string> {
  if (process.env["UPDATE_GOLDEN"] !== undefined) {
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    for (const [name, text] of Object.entries(made)) writeFileSync(join(folder, name), text);
  }
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );
}

/** Objects as golden files: one each, named after its key. */
export function asFiles(objects: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(objects).map(([key, object]) => [
      `${key.replace("/", ".")}.json`,
      `${JSON.stringify(object, null, 2)}\n`,
    ]),
  );
}
