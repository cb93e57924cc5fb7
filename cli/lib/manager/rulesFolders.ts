import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { onOneLine } from "../../../policy/wazuh/read/shown";
import type { RulesText } from "../../../policy/wazuh/rules/loadRules";
import { UsageError } from "../exit";

/** The rules files of several folders; the folder of each is in how it is called. */
export function rulesIn(folders: readonly string[]): readonly RulesText[] {
  return folders.flatMap((folder) =>
    listed(folder)
      .filter((name) => name.endsWith(".xml"))
      .map((name) => {
        const path = join(folder, name);
        return { name, path: onOneLine(path), text: readFileSync(path, "utf8") };
      }),
  );
}

function listed(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return readdirSync(folder).sort();
  throw new UsageError(
    `--rules: "${folder}" is not a folder; write the folder with your rules files`,
  );
}
