import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

function root(folder: string): string {
  if (existsSync(join(folder, "scripts", "host"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("the project folder with scripts/host is not found");
  return root(parent);
}

/** The folder scripts/ of the project, from the source tree and from a compiled one. */
export const SCRIPTS = join(root(__dirname), "scripts");
