import { type ReadBlock, rulesOf } from "../../wazuh/read/activeResponse";
import type { Node } from "../../wazuh/read/node";
import { type OssecConf, lastChild, sectionsOf } from "../../wazuh/read/ossecConf";
import { stockFiles } from "../../wazuh/stock/stockFiles";
import { stockRules } from "../../wazuh/stock/stockRules";
import type { FileCodes } from "./fileCodes";
import type { FileContext } from "./context";
import type { Report } from "./report";
import { DECODERS, readFiles, RULES } from "../../wazuh/read/rulesetFiles";
import { isLive } from "./together";

/** Responses that are bound to stock rules whose file the `<ruleset>` leaves out. */
export function lintLeftOutRules(
  conf: OssecConf,
  blocks: readonly ReadBlock[],
  context: FileContext,
  report: Report,
): void {
  const ruleset = lastRuleset(conf);
  const rules = readFiles(ruleset, RULES);
  for (const block of blocks.filter(isLive)) {
    const at = lastChild(block.node, "rules_id");
    if (!at) continue;
    for (const id of new Set(rulesOf(at.content))) {
      const files = stockFiles(id);
      if (!files || context.rules?.has(id)) continue;
      const excluded = rules.any ? rules.leftOut(files.rules) : undefined;
      if (excluded) {
        report.warning(
          "rule-left-out",
          at,
          `names rule ${id} of ${files.rules}, a file that line ${excluded.line} leaves out: unless a copy of the rule is in etc/rules, it never fires`,
          "keep the file, or bind a rule that is read",
        );
      }
    }
  }
}

/** A stock decoder that is excluded while a stock rule names it: wazuh-analysisd refuses the rule. */
export function lintLeftOutDecoders(conf: OssecConf, context: FileContext, report: Report): void {
  const ruleset = lastRuleset(conf);
  const rules = readFiles(ruleset, RULES);
  const excluding = (ruleset?.children ?? []).filter(({ name }) => name === DECODERS.exclude);
  if (!rules.any) return;
  for (const exclude of excluding) {
    const file = exclude.content.replace(/^ruleset\/+decoders\/+/, "");
    if (context.listExists?.(`etc/decoders/${file}`)) continue;
    const needing = [...stockRules().keys()].find((id) => {
      const files = stockFiles(id);
      return files?.decoders === file && !rules.leftOut(files.rules) && !context.rules?.has(id);
    });
    if (needing === undefined) continue;
    report.error(
      "decoder-left-out",
      exclude,
      `leaves out decoders that rule ${needing} and others need by name: unless a copy is in etc/decoders, wazuh-analysisd does not start (1220)`,
      "keep the file, or exclude the rules too",
    );
  }
}

function lastRuleset(conf: OssecConf): Node | undefined {
  return sectionsOf(conf, "ruleset")
    .filter(({ children }) => children.length > 0)
    .at(-1);
}

/** What is found here. */
export const leftOutRulesCodes: FileCodes = {
  "rule-left-out": {
    severity: "warning",
    doc: {
      what: "A block names a rule of a file that the ruleset leaves out.",
      why: "Unless a copy is in etc/rules, it never fires.",
      instead: "Keep the file, or bind a rule that is read.",
    },
  },
  "decoder-left-out": {
    severity: "error",
    doc: {
      what: "The ruleset leaves out decoders that rules need by name.",
      why: "Unless a copy is in etc/decoders, wazuh-analysisd does not start (1220).",
      instead: "Keep the file, or exclude the rules too.",
    },
  },
};
