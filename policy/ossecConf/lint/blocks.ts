import type { ReadBlock } from "../../wazuh/read/activeResponse";
import { lastChild } from "../../wazuh/read/ossecConf";
import { STOCK_EXECUTABLES } from "../../wazuh/stock/stockExecutables";
import type { FileCodes } from "./fileCodes";
import { lintAgentId, lintLocation } from "./blockLocation";
import { lintTimeout } from "./blockTimeout";
import { lintTwice } from "./commands";
import { lintOffenders, lintOffendersTwice } from "./offenders";
import type { Report } from "./report";
import { yesNo } from "../../wazuh/known/values";

const STOP = "the manager does not start with it";

/** Each `<active-response>` for itself: what Wazuh refuses, and what it reads otherwise than people do. */
export function lintBlocks(blocks: readonly ReadBlock[], report: Report): void {
  lintOffendersTwice(blocks, report);
  const said = new Set<string>();
  for (const block of blocks) {
    if (block.node.children.length === 0) continue;
    lintTwice(block.node, report);
    lintDisabled(block, report);
    lintLevel(block, report);
    lintOffenders(block, report);
    if (block.disabled) continue;
    if (isIncomplete(block, report)) continue;
    lintUnknownCommand(block, blocks, said, report);
    lintForAgents(block, report);
    lintLocation(block, report);
    lintAgentId(block, report);
    lintTimeout(block, report);
  }
}

/** True for a block that only carries settings for execd: Wazuh takes it without command or location. */
export function isSettingsOnly({ command, node }: ReadBlock): boolean {
  const location = lastChild(node, "location")?.content ?? "";
  return (command === "" || location === "") && lastChild(node, "repeated_offenders") !== undefined;
}

function lintDisabled({ node }: ReadBlock, report: Report): void {
  for (const child of node.children) {
    if (child.name !== "disabled" || yesNo(child.content) === undefined) continue;
    report.error(
      "refused-value",
      child,
      `is neither yes nor no; ${STOP} (1235)`,
      "write yes or no, in lowercase, without blanks",
    );
  }
}

function lintLevel({ node }: ReadBlock, report: Report): void {
  for (const child of node.children) {
    if (child.name !== "level") continue;
    const level = /^\d*$/.test(child.content) ? Number(child.content) : Number.NaN;
    if (!(level <= 20)) {
      report.error("level", child, `is not a level of 0 to 20; ${STOP} (1235)`, "write 1 to 16");
    } else if (level > 16) {
      report.error("level", child, "never fires: no rule has a level above 16", "write 1 to 16");
    }
  }
}

const TRIGGERS = ["rules_id", "rules_group", "level"] as const;

function isIncomplete(block: ReadBlock, report: Report): boolean {
  const { node, command } = block;
  const given = lastChild(node, "command");
  const location = lastChild(node, "location");
  if (isSettingsOnly(block)) {
    if (given || location || TRIGGERS.some((name) => lastChild(node, name))) {
      report.error(
        "block-incomplete",
        node,
        `has no ${command === "" ? "<command>" : "<location>"}, and is silently left out, because of its <repeated_offenders>`,
        "add <command> and <location>, or keep only <repeated_offenders> in the block",
      );
    }
    return true;
  }
  if (!given || command === "" || !location || location.content === "") {
    const agents = lastChild(node, "ca_store") !== undefined;
    report.error(
      "block-incomplete",
      node,
      `has no ${given && command !== "" ? "<location>" : "<command>"}; ${STOP} (1281)${agents ? ": this is the form of an agent's ossec.conf" : ""}`,
      agents ? "remove it here; it belongs on agents" : "add <command> and <location>",
    );
    return true;
  }
  return false;
}

/** A name that several blocks miss is said once. @param said names that were said. */
function lintUnknownCommand(
  { node, command, definition }: ReadBlock,
  blocks: readonly ReadBlock[],
  said: Set<string>,
  report: Report,
): void {
  const given = lastChild(node, "command");
  if (definition || !given || said.has(command)) return;
  said.add(command);
  const more =
    blocks.filter((other) => !other.disabled && !other.definition && other.command === command)
      .length - 1;
  report.error(
    "unknown-command",
    given,
    `is not the name of any <command> above this line${more > 0 ? `, and ${more} more ${more === 1 ? "block needs" : "blocks need"} it` : ""}; ${STOP} (1303)`,
    STOCK_EXECUTABLES.has(command.trim()) || command !== command.trim()
      ? "define it above, by the same name; blanks count"
      : "define it above this block, or fix the name",
  );
}

/** ca_store is read by agents alone, where it checks upgrades. */
function lintForAgents({ node }: ReadBlock, report: Report): void {
  const given = lastChild(node, "ca_store");
  if (!given) return;
  report.warning("ca-store", given, "has no effect on a manager", "remove it");
}

/** What is found here. */
export const blocksCodes: FileCodes = {
  "block-incomplete": {
    severity: "error",
    doc: {
      what: "An `<active-response>` lacks its command or its location.",
      why: "The daemons do not start with it.",
      instead: "Add what the finding names.",
      example:
        "<command>\n  <name>fw</name>\n  <executable>firewall-drop</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>fw</command>\n  <rules_id>31151</rules_id>\n</active-response>",
    },
  },
  "unknown-command": {
    severity: "error",
    doc: {
      what: "An `<active-response>` names a command that is not defined above it.",
      why: "The daemons do not start with it (1303).",
      instead: "Define the command above, by the same name; blanks count.",
      example:
        "<active-response>\n  <command>fw</command>\n  <location>local</location>\n  <rules_id>31151</rules_id>\n</active-response>",
    },
  },
  level: {
    severity: "error",
    doc: {
      what: "The level of an `<active-response>` is not one of 1 to 16.",
      why: "Above 16 it never fires; above 20 the daemons do not start.",
      instead: "Write 1 to 16.",
      example:
        "<command>\n  <name>fw</name>\n  <executable>firewall-drop</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>fw</command>\n  <location>local</location>\n  <level>99</level>\n</active-response>",
    },
  },
  "ca-store": {
    severity: "warning",
    dropped: true,
    doc: {
      what: "An `<active-response>` of a manager contains `<ca_store>`.",
      why: "It has no effect there.",
      instead: "Remove it.",
      example:
        "<command>\n  <name>fw</name>\n  <executable>firewall-drop</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>fw</command>\n  <location>local</location>\n  <rules_id>31151</rules_id>\n  <ca_store>x</ca_store>\n</active-response>",
    },
  },
};
