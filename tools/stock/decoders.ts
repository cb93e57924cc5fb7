import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Source } from "./source";

/** decoders.json: every name that `<decoded_as>` takes; those of decoders in C are read where they are added (SetDecodeXML). */
export function decodersFacts(folder: string, { version, decoders }: Source): object {
  const read = (name: string): string => {
    const path = join(folder, "src/analysisd", name);
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  };
  const header = read("rules.h");
  const inC = [...read("decoders/decode-xml.c").matchAll(/^ +addDecoder2list\(([A-Z_]+),/gm)].map(
    ([, name = ""]) => new RegExp(`#define ${name} +"([^"]+)"`).exec(header)?.[1] ?? "",
  );
  const names = new Set([...decoders.map(({ name }) => name), ...inC]);
  return {
    source: `names of the decoders of Wazuh ${version}, derived: those of ruleset/decoders and those in C, each behind a |`,
    names: [...names]
      .filter((name) => name !== "")
      .sort()
      .join("|"),
  };
}
