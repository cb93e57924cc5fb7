import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** The files below these folders (or these files) that end so, as paths from the root, in the order of their names. */
export function filesBelow(
  root: string,
  folders: readonly string[],
  endings: readonly string[],
): string[] {
  return folders.flatMap((folder) => {
    const names = statSync(join(root, folder)).isFile()
      ? [folder]
      : readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
          .sort()
          .map((name) => join(folder, name));
    return names.filter((name) => endings.some((end) => name.endsWith(end)));
  });
}
