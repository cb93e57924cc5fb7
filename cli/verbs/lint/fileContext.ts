import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

import type { FileContext, RuleFacts } from "../../../policy/ossecConf/lint/context";
import { readRulesFile, type ReadRule } from "../../../policy/wazuh/read/rulesFile";
import { ReadError } from "../../../policy/wazuh/read/readError";
import { stockRule } from "../../../policy/wazuh/stock/stockRules";
import { UsageError } from "../../lib/exit";

/**
 * What stands around an ossec.conf: rules, lists and executables. They are looked at where the file is in the `etc` of a
 * Wazuh folder or a copy of one, and in the folders of rules that were given.
 * @param file path as it was given.
 * @param folders folders of rules files.
 * @throws UsageError for a folder that does not exist or a rules file that Wazuh cannot read.
 */
export function fileContext(file: string, folders: readonly string[]): FileContext {
  const home = homeOf(file);
  const around = home && existsSync(join(home, "etc/rules")) ? [join(home, "etc/rules")] : [];
  const bin = home && join(home, "active-response/bin");
  return {
    file,
    rules: rulesOf([...around, ...folders]),
    ...(home && existsSync(join(home, "etc/lists")) && { listExists: isFileBelow(home) }),
    ...(bin && existsSync(bin) && { executables: new Set(readdirSync(bin)) }),
  };
}

function isFileBelow(home: string): (path: string) => boolean {
  return (path) => statSync(join(home, path), { throwIfNoEntry: false })?.isFile() ?? false;
}

/** The Wazuh folder that a file belongs to: `X` of `X/etc/ossec.conf`, if there are rules or lists beside it. */
function homeOf(file: string): string | undefined {
  const etc = dirname(resolve(file));
  if (basename(etc) !== "etc") return undefined;
  return ["rules", "lists"].some((folder) => existsSync(join(etc, folder)))
    ? dirname(etc)
    : undefined;
}

/** Rules of several folders, sorted by the name of the file as Wazuh sorts them: the first of an id stays, unless one overwrites it. */
function rulesOf(folders: readonly string[]): ReadonlyMap<number, RuleFacts> {
  const files = folders
    .flatMap((folder) => listed(folder).map((name) => ({ name, path: join(folder, name) })))
    .filter(({ name }) => name.endsWith(".xml"))
    .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  const rules = new Map<number, RuleFacts>();
  for (const { path } of files) {
    for (const rule of readRules(path)) {
      const earlier = rules.get(rule.id) ?? stockRule(rule.id);
      if (!earlier || rule.overwrite) rules.set(rule.id, rule);
    }
  }
  return rules;
}

function listed(folder: string): string[] {
  if (existsSync(folder)) return readdirSync(folder);
  throw new UsageError(
    `--rules: "${folder}" is not a folder; write the folder with your rules files`,
  );
}

function readRules(path: string): ReadRule[] {
  try {
    return readRulesFile(readFileSync(path, "utf8"));
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    throw new UsageError(
      `${path}:${error.line}:${error.column}: ${error.meaning}; Wazuh refuses this rules file (${error.wazuh})`,
    );
  }
}
