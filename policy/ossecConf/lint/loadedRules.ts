import { sectionsOf, type OssecConf } from "../../wazuh/read/ossecConf";
import { readFiles, RULES } from "../../wazuh/read/rulesetFiles";
import { loadRules, type LoadedRules, type RulesText } from "../../wazuh/rules/loadRules";
import type { FileContext, KnownRule } from "./context";

/** The manager's rules, as its `<ruleset>` reads them; without a file that can be read, all stock files are. */
export function loadedRules(
  files: readonly RulesText[],
  conf: OssecConf | undefined,
  { decoders }: FileContext,
): LoadedRules {
  const ruleset =
    conf &&
    sectionsOf(conf, "ruleset")
      .filter(({ children }) => children.length > 0)
      .at(-1);
  const read = ruleset && readFiles(ruleset, RULES);
  const leavesOut =
    ruleset?.children.some(({ name }) => name !== "list" && name !== "rule_dir") === true;
  const lists = ruleset?.children
    .filter(({ name }) => name === "list")
    .map(({ content }) => content);
  return loadRules(files, {
    ...(decoders && { decoders }),
    ...(lists && { lists: new Set(lists) }),
    ...(read?.any && leavesOut && { leftOut: (file) => read.leftOut(file) !== undefined }),
  });
}

/** The rules that stand in the manager's own files, be they stock ones that are overwritten there. */
export function ownRules({ tree }: LoadedRules): ReadonlyMap<number, KnownRule> {
  return new Map(
    [...tree.all()].filter(({ at }) => at !== undefined).map((rule) => [rule.id, rule]),
  );
}
