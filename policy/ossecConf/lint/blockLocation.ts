import type { ReadBlock } from "../../wazuh/read/activeResponse";
import { lastChild } from "../../wazuh/read/ossecConf";
import type { FileCodes } from "./fileCodes";
import type { Report } from "./report";

const STOP = "the manager does not start with it";

const EXACT = /^\s*(?:local|server|as|analysisd|analysis-server|all|any|defined-agent)\s*$/i;

/** Where a block runs: Wazuh looks for its words anywhere in the value. */
export function lintLocation({ node, locations }: ReadBlock, report: Report): void {
  const given = lastChild(node, "location");
  if (!given || EXACT.test(given.content)) return;
  if (locations.length === 0) {
    report.error(
      "location",
      given,
      `is not a valid location; ${STOP} (1302)`,
      "write local, server, defined-agent or all",
    );
    return;
  }
  report.error(
    "location",
    given,
    `means ${locations[0] ?? ""}, because Wazuh looks for these words anywhere in the value and uses one of them`,
    "write local, server, defined-agent or all, one in each block",
  );
}

/** The agent of a block for one agent, and one that is given although the block is for none. */
export function lintAgentId({ node, locations, agentId }: ReadBlock, report: Report): void {
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
      "is read as 0, the manager itself: the block is left out (1306)",
      "write the number of an agent, or <location>server</location> for the manager",
    );
  } else if (!/^\s*\d+\s*$/.test(given.content) || Number(given.content) !== agentId) {
    report.error(
      "agent-id",
      given,
      (agentId ?? 0) < 0
        ? `is read as the number ${agentId ?? 0}, and no agent has it`
        : `means agent ${String(agentId).padStart(3, "0")} alone`,
      "write one number; a block for each further agent",
    );
  }
}

/** What is found here. */
export const blockLocationCodes: FileCodes = {
  location: {
    severity: "error",
    dropped: true,
    doc: {
      what: "The location of an `<active-response>` is not one that Wazuh accepts.",
      why: "The daemons do not start, or it takes another one.",
      instead: "Write local, server, all or defined-agent.",
      example:
        "<command>\n  <name>fw</name>\n  <executable>firewall-drop</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>fw</command>\n  <location>everywhere</location>\n  <rules_id>31151</rules_id>\n</active-response>",
    },
  },
  "agent-id": {
    severity: ["error", "warning"],
    dropped: true,
    doc: {
      what: "`<agent_id>` and the location do not belong together.",
      why: "The block is dropped, or the id is ignored.",
      instead: "Write `<agent_id>` with the location defined-agent, and a number there.",
      example:
        "<command>\n  <name>fw</name>\n  <executable>firewall-drop</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>fw</command>\n  <location>local</location>\n  <agent_id>001</agent_id>\n  <rules_id>31151</rules_id>\n</active-response>",
    },
  },
};
