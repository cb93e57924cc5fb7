import { EXECUTABLES } from "../model/executables";
import type { ReadBlock } from "../wazuh/read/activeResponse";
import { exposureOf } from "../provenance/exposure";
import { ruleTree } from "../provenance/ruleTree";
import { exposedFindings } from "../provenance/say";
import { BY_ADDRESS, BY_USER } from "./neededFields";
import type { Report } from "./report";
import type { RuleBook } from "./ruleBook";
import { isLive } from "./together";

const OURS: ReadonlySet<string> = new Set(Object.values(EXECUTABLES));

/** Blocks whose address or user a client can choose: nothing in a file of somebody's own asks whether the line proves it. */
export function lintProvenance(blocks: readonly ReadBlock[], book: RuleBook, report: Report): void {
  const tree = ruleTree({ rules: [] });
  for (const block of blocks.filter(isLive)) {
    const executable = block.definition?.executable ?? "";
    if (OURS.has(executable) || !(BY_ADDRESS.has(executable) || BY_USER.has(executable))) continue;
    const bound = book.boundBy(block).map(({ id }) => id);
    for (const { code, reason, instead } of exposedFindings(exposureOf(bound, tree), false))
      report.warning(code, block.node, `runs ${executable} and ${reason}`, instead);
  }
}
