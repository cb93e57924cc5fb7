import { executablesOn } from "../../model/kinds/traitsOf";
import { EXECUTABLES } from "../../model/hostPaths";
import type { ReadBlock } from "../../wazuh/read/activeResponse";
import { isWindowsRule } from "../../wazuh/stock/windowsRules";
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
    lintWindows(block, executable, book, report);
    const without = bound.filter((id) => {
      if (isOfWindows(id, executable, book)) return false;
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

/** A rule of Windows events, from which the stock executables take the address that is in no srcip. */
function isOfWindows(id: number, executable: string, book: RuleBook): boolean {
  const isStock = BY_ADDRESS.has(executable) && executable !== EXECUTABLES.blockIp;
  return isStock && !book.isOwn(id) && isWindowsRule(id);
}

/**
 * A rule that is named is meant. One that a group or a level selects is answered where the executable is: on an agent with
 * Windows by a `.exe`, elsewhere only by a block that does not run on the reporting agent alone.
 */
function lintWindows(block: ReadBlock, executable: string, book: RuleBook, report: Report): void {
  const reached = executable.endsWith(".exe") || block.locations.some((one) => one !== "local");
  const ids = book
    .boundBy(block)
    .map(({ id }) => id)
    .filter((id) => isOfWindows(id, executable, book))
    .filter((id) => reached || block.rules.includes(id));
  if (ids.length === 0) return;
  report.warning(
    "windows-address",
    block.node,
    `runs ${executable}, which takes the address of Windows events (rule ${ids.slice(0, 5).join(", ")}${ids.length > 5 ? ` and ${ids.length - 5} more` : ""}) from win.eventdata.ipAddress or destinationIp; the manager checks its white list for srcip only, which these events do not have, so a white-listed address, for example an administrator's, can be blocked`,
    'bind a rule of your own below it that leaves your addresses out by <field name="win.eventdata.ipAddress" negate="yes">',
  );
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
  "windows-address": {
    severity: "warning",
    doc: {
      what: "A stock executable blocks for a rule of Windows events.",
      why: "It takes the address from the event's own data, and the manager checks its white list for `srcip` only: a white-listed address can be blocked.",
      instead:
        'Bind a rule of your own below it that leaves your addresses out by `<field name="win.eventdata.ipAddress" negate="yes">`.',
      example:
        "<command>\n  <name>fw</name>\n  <executable>netsh.exe</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>fw</command>\n  <location>local</location>\n  <rules_id>60122</rules_id>\n</active-response>",
    },
  },
};
