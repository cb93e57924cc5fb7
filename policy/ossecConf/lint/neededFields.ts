import { executablesOn } from "../../model/kinds/traitsOf";
import type { ReadBlock } from "../../wazuh/read/activeResponse";
import { stockRule } from "../../wazuh/stock/stockRules";
import type { FileCodes } from "./fileCodes";
import type { Report } from "./report";
import type { RuleBook } from "./ruleBook";
import { isLive } from "./together";

/** Executables that do nothing without a source address in the event. */
export const BY_ADDRESS: ReadonlySet<string> = new Set([
  ...["default-firewall-drop", "firewall-drop", "firewalld-drop", "host-deny", "ip-customblock"],
  ...[
    "ipfw",
    "netsh.exe",
    "npf",
    "pf",
    "route-null",
    "route-null.exe",
    ...executablesOn("address"),
  ],
]);
/** Executables that do nothing without a user in the event. */
export const BY_USER: ReadonlySet<string> = new Set([
  "disable-account",
  ...executablesOn("account"),
]);

/** Blocks whose events never carry what their executable needs: it runs, and does nothing. */
export function lintNeededFields(
  blocks: readonly ReadBlock[],
  book: RuleBook,
  report: Report,
): void {
  for (const block of blocks.filter(isLive)) {
    const executable = block.definition?.executable ?? "";
    const byAddress = BY_ADDRESS.has(executable);
    if (!byAddress && !BY_USER.has(executable)) continue;
    const bound = book.boundBy(block).map(({ id }) => id);
    const without = bound.filter((id) => {
      const rule = book.isOwn(id) ? undefined : stockRule(id);
      return byAddress ? rule?.withoutAddress : rule?.withoutUser;
    });
    if (without.length === 0) continue;
    const all = without.length === bound.length;
    const named = without.filter((id) => block.rules.includes(id));
    if (!all && named.length === 0) continue;
    const ids = (all ? without : named).slice(0, 5).join(", ");
    report[all ? "error" : "warning"](
      "field-never-there",
      block.node,
      `runs ${executable}, which needs ${byAddress ? "a source address (srcip)" : "a user (dstuser)"}, and events of rule ${ids} never carry one: nothing happens`,
      "bind a rule whose events carry it",
    );
  }
}

/** What is found here. */
export const neededFieldsCodes: FileCodes = {
  "field-never-there": {
    severity: ["error", "warning"],
    doc: {
      what: "The events of bound rules never carry the address or the user that the executable needs.",
      why: "Nothing happens.",
      instead: "Bind a rule whose events carry it.",
      example:
        "<command>\n  <name>fw</name>\n  <executable>firewall-drop</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>fw</command>\n  <location>local</location>\n  <rules_id>550</rules_id>\n</active-response>",
    },
  },
};
