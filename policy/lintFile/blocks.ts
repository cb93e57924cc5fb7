import type { ReadBlock } from "../read/activeResponse";
import { lastChild } from "../read/ossecConf";
import { formatDuration } from "../model/duration";
import { STOCK_EXECUTABLES } from "../stock/stockExecutables";
import { lintTwice } from "./commands";
import type { Report } from "./report";
import { yesNo } from "./values";

const STOP = "the manager does not start with it";

/** Each `<active-response>` for itself: what Wazuh refuses, and what it reads otherwise than people do. */
export function lintBlocks(blocks: readonly ReadBlock[], report: Report): void {
  lintOffendersTwice(blocks, report);
  for (const block of blocks) {
    if (block.node.children.length === 0) continue;
    lintTwice(block.node, report);
    lintDisabled(block, report);
    lintLevel(block, report);
    lintOffenders(block, report);
    if (block.disabled) continue;
    if (isIncomplete(block, report)) continue;
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
      "write yes or no, in small letters, without blanks",
    );
  }
}

function lintLevel({ node }: ReadBlock, report: Report): void {
  for (const child of node.children) {
    if (child.name !== "level") continue;
    const level = /^\d*$/.test(child.content) ? Number(child.content) : Number.NaN;
    if (!(level <= 20)) {
      report.error("level", child, `is no level of 0 to 20; ${STOP} (1235)`, "write 1 to 16");
    } else if (level > 16) {
      report.error("level", child, "never fires: no rule has a level above 16", "write 1 to 16");
    }
  }
}

/** Minutes whose seconds still fit into an int. */
const LONGEST = Math.floor((2 ** 31 - 1) / 60);

function lintOffenders({ node }: ReadBlock, report: Report): void {
  const given = lastChild(node, "repeated_offenders");
  if (!given) return;
  const steps = given.content.split(",").map((step) => step.trim());
  const odd = steps.find(
    (step) => !/^\d+$/.test(step) || Number(step) === 0 || Number(step) > LONGEST,
  );
  if (odd !== undefined) {
    report.error(
      "repeated-offenders",
      given,
      `holds "${odd}", which is no number of minutes that Wazuh can use; it reads its leading digits, and a 0 ends the list`,
      "write minutes, separated by commas: 30,60,120",
    );
  } else if (steps.length > 5) {
    report.warning(
      "repeated-offenders",
      given,
      `has ${steps.length} steps; Wazuh takes the first five`,
      "write five at most",
    );
  }
}

/** execd takes the first of the file, whatever block it stands in. */
function lintOffendersTwice(blocks: readonly ReadBlock[], report: Report): void {
  const all = blocks.flatMap(({ node }) =>
    node.children.filter(({ name }) => name === "repeated_offenders"),
  );
  const [first] = all;
  const other = all.find(({ content }) => content !== first?.content);
  if (!first || !other) return;
  report.warning(
    "repeated-offenders",
    other,
    `is passed over: execd takes the first of the file, in line ${first.line}, for all commands`,
    "keep one <repeated_offenders>",
  );
}

const TRIGGERS = ["rules_id", "rules_group", "level"] as const;

function isIncomplete(block: ReadBlock, report: Report): boolean {
  const { node, command, definition } = block;
  const given = lastChild(node, "command");
  const location = lastChild(node, "location");
  if (isSettingsOnly(block)) {
    if (given || location || TRIGGERS.some((name) => lastChild(node, name))) {
      report.error(
        "block-incomplete",
        node,
        `has no ${command === "" ? "<command>" : "<location>"}, and is left out without a word, because of its <repeated_offenders>`,
        "add <command> and <location>, or leave <repeated_offenders> alone in the block",
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
  if (!definition) {
    report.error(
      "unknown-command",
      given,
      `is the name of no <command> above this line; ${STOP} (1303)`,
      STOCK_EXECUTABLES.has(command.trim()) || command !== command.trim()
        ? "define it above, by the same name; blanks count"
        : "define it above this block, or mend the name",
    );
  }
  return false;
}

/** ca_store is read by agents alone, where it checks upgrades. */
function lintForAgents({ node }: ReadBlock, report: Report): void {
  const given = lastChild(node, "ca_store");
  if (!given) return;
  report.warning("ca-store", given, "has no effect on a manager", "remove it");
}

const EXACT = /^\s*(?:local|server|as|analysisd|analysis-server|all|any|defined-agent)\s*$/i;

function lintLocation({ node, locations }: ReadBlock, report: Report): void {
  const given = lastChild(node, "location");
  if (!given || EXACT.test(given.content)) return;
  if (locations.length === 0) {
    report.error(
      "location",
      given,
      `is no location; ${STOP} (1302)`,
      "write local, server, defined-agent or all",
    );
    return;
  }
  report.error(
    "location",
    given,
    `means ${locations[0] ?? ""}, because Wazuh looks for its words anywhere in the value and takes one of them`,
    "write local, server, defined-agent or all, one in each block",
  );
}

function lintAgentId({ node, locations, agentId }: ReadBlock, report: Report): void {
  const given = lastChild(node, "agent_id");
  const location = lastChild(node, "location");
  if (!locations.includes("defined-agent")) {
    if (!given) return;
    report.warning(
      "agent-id",
      given,
      `is ignored with location ${location?.content ?? ""}`,
      "remove it, or write <location>defined-agent</location>",
    );
  } else if (!given) {
    report.error(
      "agent-id",
      location ?? node,
      `has no <agent_id> beside it; ${STOP} (1304)`,
      "add <agent_id>001</agent_id>",
    );
  } else if (agentId === 0) {
    report.error(
      "agent-id",
      given,
      "is 0 to Wazuh, the manager itself: the block is left out (1306)",
      "write the number of an agent, or <location>server</location> for the manager",
    );
  } else if (!/^\s*\d+\s*$/.test(given.content) || Number(given.content) !== agentId) {
    report.error(
      "agent-id",
      given,
      (agentId ?? 0) < 0
        ? `is the number ${agentId ?? 0} to Wazuh, and no agent has it`
        : `means agent ${String(agentId).padStart(3, "0")} alone`,
      "write one number; a block for each further agent",
    );
  }
}

function lintTimeout({ node, definition, timeout }: ReadBlock, report: Report): void {
  const given = lastChild(node, "timeout");
  if (!given) return;
  const text = given.content;
  const meant = /^\s*\+?(\d+)\s*$/.exec(text)?.[1];
  if (meant === undefined || Number(meant) > 2 ** 31 - 1) {
    const seconds = definition?.timeoutAllowed === false ? 0 : timeout;
    report.error(
      "timeout",
      given,
      seconds > 0
        ? `is read as ${seconds} seconds`
        : `is read as ${seconds}: what is blocked stays blocked`,
      `write seconds, digits only${inSeconds(text)}`,
    );
  } else if (definition && !definition.timeoutAllowed && Number(meant) > 0) {
    report.error(
      "timeout-not-allowed",
      given,
      `is dropped, because the command ${definition.name} (line ${definition.node.line}) has no <timeout_allowed>yes: what is blocked stays blocked for ever (1305)`,
      "add <timeout_allowed>yes</timeout_allowed> to the command, or remove the timeout",
    );
  }
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

function inSeconds(text: string): string {
  const match = /^\s*(\d{1,6})\s*([smhd])/i.exec(text);
  const size = UNITS[match?.[2]?.toLowerCase() ?? ""];
  if (!match || size === undefined) return "";
  const seconds = Number(match[1]) * size;
  return `: ${seconds} is ${formatDuration(seconds)}`;
}
