import { formatDuration } from "../../model/duration";
import { type ReadBlock, rulesOf } from "../../wazuh/read/activeResponse";
import type { Node } from "../../wazuh/read/node";
import { lastChild } from "../../wazuh/read/ossecConf";
import { compileOsRegex } from "../../wazuh/osRegex";
import type { FileCodes } from "./fileCodes";
import { isSettingsOnly } from "./blocks";
import type { KnownRule } from "./context";
import type { Report } from "./report";
import type { RuleBook } from "./ruleBook";
import { HIGHEST_RULE_ID } from "../../wazuh/limits";

/** Whether each block can fire, and what it fires at. */
export function lintTriggers(
  blocks: readonly ReadBlock[],
  fallbacks: ReadonlySet<ReadBlock>,
  book: RuleBook,
  report: Report,
): void {
  for (const block of blocks) {
    if (block.disabled || block.command === "" || isSettingsOnly(block)) continue;
    if (!lintGiven(block, fallbacks, report)) continue;
    lintRuleIds(block, book, report);
    lintRulesOrLevel(block, report);
    const bound = book.boundBy(block);
    lintSelection(block, bound, report);
    lintLoop(block, bound, report);
  }
}

/** False where nothing selects a rule, which is said. */
function lintGiven(block: ReadBlock, fallbacks: ReadonlySet<ReadBlock>, report: Report): boolean {
  const ids = lastChild(block.node, "rules_id");
  const hasGroup = block.rulesGroup !== undefined;
  if (ids && !isList(ids.content)) {
    report.error(
      "rules-id",
      ids,
      block.rules.length > 0
        ? `means ${block.rules.join(", ")} alone; the rest is ignored`
        : "contains no rule id that Wazuh reads; the block never fires for it",
      "write numbers separated by commas, on one line",
    );
    return block.rules.length > 0 || hasGroup || block.level > 0;
  }
  if (block.rules.length > 0 || hasGroup || block.level > 0) return true;
  if (!fallbacks.has(block)) {
    report.error(
      "no-trigger",
      block.node,
      "has neither rules_id nor rules_group nor level: it loads and never fires",
      "add <rules_id>, or remove the block",
    );
  }
  return false;
}

/** True where Wazuh reads every part of it. */
function isList(value: string): boolean {
  return /\d/.test(value) && value.split(",").every((part) => /^ *\d* *$/.test(part));
}

/** rules_id is an alternative to level and rules_group, which are a condition on each other. */
function lintRulesOrLevel({ node, rules, level, rulesGroup }: ReadBlock, report: Report): void {
  const at = lastChild(node, "level");
  if (!at || level < 4 || level > 16 || rules.length === 0) return;
  report.warning(
    "rules-or-level",
    at,
    `does not restrict the rules of <rules_id>: the block fires at them whatever their level, and at every rule of level ${level} or more${rulesGroup === undefined ? "" : " in the group"} too`,
    "write one of the two, or a block for each",
  );
}

/** One finding for all of them: a manager's own rules are unknown together where nobody gave them. */
function lintUnknown(at: Node, ids: readonly number[], book: RuleBook, report: Report): void {
  if (ids.length === 0) return;
  const one = ids.length === 1;
  const shown = ids.slice(0, 5).join(", ");
  const which = `names rule${one ? "" : "s"} ${shown}${ids.length > 5 ? ` and ${ids.length - 5} more` : ""}, which ${one ? "is not a stock rule" : "are not stock rules"} of ${book.wazuh}`;
  if (book.hasOwn) {
    report.warning(
      "unknown-rule",
      at,
      `${which} and in no rules file that was given: the block never fires for ${one ? "it" : "them"}`,
      "write an id that exists",
    );
  } else {
    report.warning(
      "unknown-rule",
      at,
      `${which}; no rules file was given, so whether the manager has ${one ? "it" : "them"} is not known here`,
      "give the folder of the manager's rules with --rules; in a stack name its own rules under managerRules",
    );
  }
}

function lintRuleIds(block: ReadBlock, book: RuleBook, report: Report): void {
  const at = lastChild(block.node, "rules_id");
  if (!at) return;
  const others = block.rulesGroup !== undefined || block.level > 0;
  const ids = [...new Set(rulesOf(at.content))];
  const dead = ids.filter((id) => book.rule(id) && !book.canTrigger(id));
  lintUnknown(
    at,
    ids.filter((id) => id >= 1 && id <= HIGHEST_RULE_ID && !book.rule(id)),
    book,
    report,
  );
  for (const id of ids) {
    const rule = book.rule(id);
    if (id < 1 || id > HIGHEST_RULE_ID) {
      const all = ids.length === 1 && !others;
      report[all ? "error" : "warning"](
        "rules-id",
        at,
        `names rule ${id} to Wazuh, an id that no rule can have: it never fires${all ? "" : " for it"}`,
        `write an id of 1 to ${HIGHEST_RULE_ID}`,
      );
    } else if (rule && !book.canTrigger(id)) {
      const why = rule.noAr ? "carries <options>no_ar</options>" : "has level 0";
      const all = dead.length === ids.length && !others;
      report[all ? "error" : "warning"](
        "silent-rule",
        at,
        `names rule ${id}, which ${why}: it never triggers a response`,
        "write a rule of level 1 or more, such as the one that follows from it",
      );
    } else if (rule && rule.ignore > 0) {
      report.note(
        "ignore-window",
        at,
        `names rule ${id}, which is silent for ${formatDuration(rule.ignore)} after it fired, for every address: at most one response in that time`,
        "overwrite the rule without ignore; responses of this project's stack do that by themselves",
      );
    }
  }
}

function lintSelection(block: ReadBlock, bound: readonly KnownRule[], report: Report): void {
  const at = lastChild(block.node, "rules_group");
  if (!at) return;
  if (!compileOsRegex(at.content)) {
    report.error(
      "rules-group",
      at,
      "is not a pattern that Wazuh can compile: it never fires",
      "write the name of a group with its comma: authentication_failures,",
    );
  } else if (at.content === "") {
    report.error("rules-group", at, "matches every rule", "write the name of a group");
  } else if (bound.every(({ id }) => block.rules.includes(id))) {
    const level = block.level > 0 ? ` with level ${block.level} or more` : "";
    report.warning(
      "unknown-group",
      at,
      `is not in the groups of any rule${level} known here: the block never fires for it`,
      "write a group that a rule has, as one pattern: names are matched as written in the rule, comma by comma",
    );
  }
}

/** The events of active response itself. Not 658: it needs a status that no executable of today logs. */
const OWN_EVENTS = [651, 652, 653, 654, 655, 656, 657];

/** Whether a block fires at the events of active response itself. */
export function firesAtItself(block: ReadBlock, book: RuleBook): boolean {
  return book.boundBy(block).some(({ id }) => OWN_EVENTS.includes(id));
}

function lintLoop(block: ReadBlock, bound: readonly KnownRule[], report: Report): void {
  const own = bound.filter(({ id }) => OWN_EVENTS.includes(id)).map(({ id }) => id);
  if (own.length === 0) return;
  const at = (["rules_id", "rules_group", "level"] as const)
    .map((name) => lastChild(block.node, name))
    .find((node) => node !== undefined);
  report.error(
    "loop",
    at ?? block.node,
    `fires at rules ${own.join(", ")} too, the events of active response itself: each response triggers the next`,
    "bind it to the rules that you mean; a level must be 4 or more",
  );
}

/** What is found here. */
export const triggersCodes: FileCodes = {
  "no-trigger": {
    severity: "error",
    doc: {
      what: "A block has no rule, group or level.",
      why: "Wazuh loads it and never runs it.",
      instead: "Write `<rules_id>` with the rules that trigger it.",
      example:
        "<command>\n  <name>fw</name>\n  <executable>firewall-drop</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>fw</command>\n  <location>local</location>\n</active-response>",
    },
  },
  "rules-id": {
    severity: ["error", "warning"],
    dropped: true,
    doc: {
      what: "`<rules_id>` is not a list of ids.",
      why: "Wazuh takes what it can read, and drops the rest.",
      instead: "Write ids, separated by commas.",
      example:
        "<command>\n  <name>fw</name>\n  <executable>firewall-drop</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>fw</command>\n  <location>local</location>\n  <rules_id>sshd</rules_id>\n</active-response>",
    },
  },
  "rules-or-level": {
    severity: "warning",
    doc: {
      what: "A block has both `<rules_id>` and a level.",
      why: "It fires for either: the level does not restrict the rules.",
      instead: "Write one of the two, or a block for each.",
      example:
        "<command>\n  <name>fw</name>\n  <executable>firewall-drop</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>fw</command>\n  <location>local</location>\n  <rules_id>31151</rules_id>\n  <level>12</level>\n</active-response>",
    },
  },
  "unknown-rule": {
    severity: "warning",
    doc: {
      what: "A block names a rule that Wazuh 4.14.7 does not have.",
      why: "If etc/rules does not have it either, the block never fires for it.",
      instead: "Fix the id, or give `--rules` with the folder of your rules.",
      example:
        "<command>\n  <name>fw</name>\n  <executable>firewall-drop</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>fw</command>\n  <location>local</location>\n  <rules_id>31151,99999</rules_id>\n</active-response>",
    },
  },
  "silent-rule": {
    severity: ["error", "warning"],
    doc: {
      what: "A block names a rule that never triggers a response.",
      why: "Its level is 0, or it carries the option no_ar.",
      instead: "Name one of its children that has a level.",
      example:
        "<command>\n  <name>fw</name>\n  <executable>firewall-drop</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>fw</command>\n  <location>local</location>\n  <rules_id>31100</rules_id>\n</active-response>",
    },
  },
  "ignore-window": {
    severity: "note",
    doc: {
      what: "A bound rule is silent for a while after it fired.",
      why: "It is silent for every address and agent: an attacker can shield the others.",
      instead: "Overwrite the rule without `ignore`, or let this program do it.",
      example:
        "<command>\n  <name>fw</name>\n  <executable>firewall-drop</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>fw</command>\n  <location>local</location>\n  <rules_id>5763</rules_id>\n</active-response>",
    },
  },
  "rules-group": {
    severity: "error",
    doc: {
      what: "`<rules_group>` is not the name of a group.",
      why: "It matches every rule, or none.",
      instead: "Write the name of a group.",
      example:
        "<command>\n  <name>fw</name>\n  <executable>firewall-drop</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>fw</command>\n  <location>local</location>\n  <rules_group>(a</rules_group>\n</active-response>",
    },
  },
  "unknown-group": {
    severity: "warning",
    doc: {
      what: "`<rules_group>` matches no rule's group.",
      why: "The block never fires for it.",
      instead: "Fix the spelling, or bind rules by their ids.",
      example:
        "<command>\n  <name>fw</name>\n  <executable>firewall-drop</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>fw</command>\n  <location>local</location>\n  <rules_group>sshdd,</rules_group>\n</active-response>",
    },
  },
  loop: {
    severity: "error",
    doc: {
      what: "A block fires at the events of active response itself (rules 650 to 658).",
      why: "Each response triggers the next.",
      instead: "Name the rules; a level must be 4 or more.",
      example:
        "<command>\n  <name>fw</name>\n  <executable>firewall-drop</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>fw</command>\n  <location>local</location>\n  <level>3</level>\n</active-response>",
    },
  },
};
