import { OUR_EXECUTABLES } from "../../model/kinds/traitsOf";
import type { ReadBlock } from "../../wazuh/read/activeResponse";
import { exposureOf } from "../../provenance/exposure";
import { ruleTree } from "../../provenance/ruleTree";
import { exposedFindings } from "../../provenance/say";
import type { FileCodes } from "./fileCodes";
import { BY_ADDRESS, BY_USER } from "./neededFields";
import type { Report } from "./report";
import type { RuleBook } from "./ruleBook";
import { isLive } from "./together";

/** Blocks whose address or user a client can choose: nothing in a file of somebody's own asks whether the line proves it. */
export function lintProvenance(blocks: readonly ReadBlock[], book: RuleBook, report: Report): void {
  const tree = ruleTree({ rules: [] });
  for (const block of blocks.filter(isLive)) {
    const executable = block.definition?.executable ?? "";
    if (OUR_EXECUTABLES.has(executable) || !(BY_ADDRESS.has(executable) || BY_USER.has(executable)))
      continue;
    const bound = book.boundBy(block).map(({ id }) => id);
    for (const { code, reason, instead } of exposedFindings(exposureOf(bound, tree), false))
      report.warning(code, block.node, `runs ${executable} and ${reason}`, instead);
  }
}

/** What is found here. */
export const provenanceCodes: FileCodes = {
  "forgeable-address": {
    severity: "warning",
    doc: {
      what: "A block acts on an address or a user that a client can write into a log line.",
      why: "Without an account, anybody can have somebody else blocked.",
      instead: "Bind it by a stack of this project, or remove the block.",
      example:
        "<command>\n  <name>fw</name>\n  <executable>firewall-drop</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>fw</command>\n  <location>local</location>\n  <rules_id>5763</rules_id>\n</active-response>",
    },
  },
  "unproven-source": {
    severity: "warning",
    doc: {
      what: "A block acts on the source of packets that need no answer.",
      why: "Anybody can send such packets with somebody else's address.",
      instead: "Bind a rule for a connection that was actually established.",
      example:
        "<command>\n  <name>fw</name>\n  <executable>firewall-drop</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>fw</command>\n  <location>local</location>\n  <rules_id>4101</rules_id>\n</active-response>",
    },
  },
};
