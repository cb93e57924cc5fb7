import { rulesOf, type ReadBlock } from "../read/activeResponse";
import { lastChild, sectionsOf, type OssecConf } from "../read/ossecConf";
import { stockFiles } from "../stock/stockFiles";
import type { FileContext } from "./context";
import type { Report } from "./report";
import { DECODERS, readFiles, RULES } from "./rulesetFiles";
import { isLive } from "./together";

/** Responses that are bound to stock rules whose file, or whose decoder's file, the `<ruleset>` leaves out. */
export function lintLeftOutRules(
  conf: OssecConf,
  blocks: readonly ReadBlock[],
  context: FileContext,
  report: Report,
): void {
  const ruleset = sectionsOf(conf, "ruleset")
    .filter(({ children }) => children.length > 0)
    .at(-1);
  const rules = readFiles(ruleset, RULES);
  const decoders = readFiles(ruleset, DECODERS);
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
          `names rule ${id} of ${files.rules}, a file that line ${excluded.line} leaves out: unless a copy of the rule stands in etc/rules, it never fires`,
          "keep the file, or bind a rule that is read",
        );
        continue;
      }
      const decoder = files.decoders;
      const missing = decoder !== undefined && decoders.any ? decoders.leftOut(decoder) : undefined;
      if (!missing) continue;
      report.warning(
        "rule-left-out",
        at,
        `names rule ${id}, whose events are decoded by ${decoder ?? ""}, a file that line ${missing.line} leaves out: unless a copy stands in etc/decoders, it never fires`,
        "keep the file, or bind another rule",
      );
    }
  }
}
