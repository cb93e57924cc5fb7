import type { ReadBlock } from "../wazuh/read/activeResponse";
import { formatDuration } from "../model/duration";
import { lastChild } from "../wazuh/read/ossecConf";
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
