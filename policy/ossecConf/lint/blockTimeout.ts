import type { ReadBlock } from "../../wazuh/read/activeResponse";
import { formatDuration } from "../../model/duration";
import { lastChild } from "../../wazuh/read/ossecConf";
import type { FileCodes } from "./fileCodes";
import type { Report } from "./report";

/** Does the time of a block end when it seems to? */
export function lintTimeout({ node, definition, timeout }: ReadBlock, report: Report): void {
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

/** What is found here. */
export const blockTimeoutCodes: FileCodes = {
  timeout: {
    severity: "error",
    dropped: true,
    doc: {
      what: "The timeout of an `<active-response>` is not a number of seconds.",
      why: "Wazuh reads its leading digits: 10m blocks for ten seconds.",
      instead: "Write seconds.",
      example:
        "<command>\n  <name>fw</name>\n  <executable>firewall-drop</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>fw</command>\n  <location>local</location>\n  <timeout>10m</timeout>\n  <rules_id>31151</rules_id>\n</active-response>",
    },
  },
  "timeout-not-allowed": {
    severity: "error",
    dropped: true,
    doc: {
      what: "A block has a timeout, and its command does not allow one.",
      why: "Nothing is ever undone.",
      instead: "Write `<timeout_allowed>yes</timeout_allowed>` into the command.",
      example:
        "<command>\n  <name>c</name>\n  <executable>firewall-drop</executable>\n</command>\n<active-response>\n  <command>c</command>\n  <location>local</location>\n  <timeout>60</timeout>\n  <rules_id>31151</rules_id>\n</active-response>",
    },
  },
};
