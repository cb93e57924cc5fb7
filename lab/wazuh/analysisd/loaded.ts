import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { arConfOf, readArConfig, type ArConfig } from "../config/activeResponse";
import { readGlobal } from "../config/global";
import { judge } from "../config/judge";
import { readRuleset, type RulesetFiles } from "../config/ruleset";
import { sectionsOf } from "../config/sections";
import type { WhiteList } from "../config/whiteList";
import { isRefusal, warning, type Word, type Words } from "../config/words";
import type { Lists } from "../rules/conditions";
import { loadRuleset, type RuleFile, type Ruleset } from "../rules/ruleset";

/** What analysisd has in memory after it has read everything. */
export interface Loaded {
  readonly ar: ArConfig;
  readonly whiteList: WhiteList;
  readonly ruleset: Ruleset;
  /** Lowest level that is written to the alert logs. */
  readonly alertLevel: number;
  readonly nodeName: string;
  readonly words: Words;
  readonly refused: boolean;
  /** ar.conf as it is written even where the configuration is refused; undefined where the file is no XML. */
  readonly arConf: string;
}

/**
 * Reads ossec.conf and all rules of a home.
 * @param conf text of ossec.conf; it need not be the one of the home.
 */
export function load(home: string, conf: string): Loaded {
  const judgement = judge("wazuh-analysisd", conf);
  const sections = sectionsOf(judgement.roots);
  const ar = readArConfig(sections);
  const { whiteList } = readGlobal(sections);
  const rules = loadRules(home, readRuleset(sections).files, ar);
  const valueOf = (section: string, element: string): string | undefined =>
    sections
      .filter((found) => found.element === section)
      .flatMap(({ children }) => children)
      .filter((child) => child.element === element)
      .pop()?.content;
  const words = judgement.refused ? judgement.words : [...judgement.words, ...rules.words];
  return {
    ar,
    whiteList,
    ruleset: rules.ruleset,
    alertLevel: Number(valueOf("alerts", "log_alert_level") ?? 1),
    nodeName: valueOf("cluster", "node_name") ?? "node01",
    words,
    refused: isRefusal(words),
    arConf: arConfOf(ar),
  };
}

/** Reads the rules and lists that a configuration names, and binds its responses to them. */
export function loadRules(
  home: string,
  files: RulesetFiles,
  { responses }: Pick<ArConfig, "responses">,
): { ruleset: Ruleset; words: Words } {
  const words: Word[] = [];
  const lists = readLists(home, files.lists, words);
  const ruleset = loadRuleset(ruleFiles(home, files), lists, responses);
  return { ruleset, words: [...words, ...ruleset.words] };
}

function ruleFiles(home: string, { ruleDirs, excluded }: RulesetFiles): RuleFile[] {
  return ruleDirs.flatMap((dir) => {
    const folder = join(home, dir);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith(".xml") && !excluded.includes(name))
      .filter((name) => !excluded.includes(`${dir}/${name}`))
      .map((name) => ({
        path: `${dir}/${name}`,
        text: readFileSync(join(folder, name), "utf8"),
      }));
  });
}

function readLists(home: string, paths: readonly string[], words: Word[]): Lists {
  const lists = new Map<string, ReadonlyMap<string, string>>();
  for (const path of paths) {
    const file = join(home, path);
    if (!existsSync(file)) {
      words.push(
        warning(`(1103): Could not open file '${path}' due to [(2)-(No such file or directory)].`),
      );
      continue;
    }
    const entries = readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line.includes(":"))
      .map((line): [string, string] => {
        const at = line.indexOf(":");
        return [line.slice(0, at), line.slice(at + 1)];
      });
    lists.set(path, new Map(entries));
  }
  return lists;
}
