import { countedFacts } from "./counted";
import { decodersFacts } from "./decoders";
import { ignoringFacts } from "./ignoring";
import { installedFacts } from "./installed";
import { fieldsFacts, filesFacts, groupsFacts, parentsFacts, rulesFacts } from "./ruleset";
import { readSource } from "./source";
import { windowsFacts } from "./windows";

/** The facts of a stock Wazuh, by the names of their files. */
export interface StockFacts {
  readonly version: string;
  readonly files: Readonly<Record<string, object>>;
  /** Rules of ignoring.json that have no description of ours yet. */
  readonly undescribed: readonly number[];
}

/**
 * Derives the facts from a checkout of Wazuh's public source.
 * @param descriptions id of a rule with an ignore window -> its description in our words; the source's own is not copied.
 */
export function factsOf(folder: string, descriptions: ReadonlyMap<number, string>): StockFacts {
  const source = readSource(folder);
  const ignoring = ignoringFacts(source, descriptions);
  return {
    version: source.version,
    files: {
      "rules.json": rulesFacts(source),
      "groups.json": groupsFacts(source),
      "counted.json": countedFacts(source),
      "ignoring.json": ignoring,
      "fields.json": fieldsFacts(source),
      "files.json": filesFacts(source),
      "parents.json": parentsFacts(source),
      "decoders.json": decodersFacts(folder, source),
      "installed.json": installedFacts(folder, source),
      "windows.json": windowsFacts(source),
    },
    undescribed: ignoring.rules.filter(({ description }) => description === "").map(({ id }) => id),
  };
}

/** The line of a version, which its folder is named after: `4.14` of `4.14.7`. */
export function lineOf(version: string): string {
  const line = /^(\d+\.\d+)\.\d+$/.exec(version)?.[1];
  if (line === undefined)
    throw new Error(`VERSION.json names "${version}"; 4.14.7 or the like is expected`);
  return line;
}
