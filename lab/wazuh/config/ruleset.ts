import { badElement, type Word, type Words } from "./words";
import type { XmlNode } from "./xml";

/** Where analysisd finds rules and lists; paths below its home. */
export interface RulesetFiles {
  readonly ruleDirs: readonly string[];
  readonly excluded: readonly string[];
  readonly lists: readonly string[];
}

const KNOWN = new Set(
  "rule_include rule_dir list decoder_include decoder_dir rule_exclude decoder_exclude".split(" "),
);

/** Reads `<ruleset>`; a second one replaces the lists (and folders) of the first. */
export function readRuleset(sections: readonly XmlNode[]): { files: RulesetFiles; words: Words } {
  let files: RulesetFiles = { ruleDirs: ["ruleset/rules"], excluded: [], lists: [] };
  const words: Word[] = [];
  for (const { element, children } of sections) {
    if (element !== "ruleset") continue;
    const wrong = children.find((child) => !KNOWN.has(child.element));
    if (wrong) {
      words.push(badElement(wrong.element));
      break;
    }
    const all = (name: string): string[] =>
      children.filter((child) => child.element === name).map(({ content }) => content);
    const dirs = all("rule_dir");
    files = {
      ruleDirs: dirs.length > 0 ? dirs : ["ruleset/rules"],
      excluded: all("rule_exclude"),
      lists: all("list"),
    };
  }
  return { files, words };
}
