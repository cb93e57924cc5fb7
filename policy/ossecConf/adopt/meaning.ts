import { readWhitelistEntry } from "../../wazuh/read/whitelistEntry";
import { isLive } from "../lint/together";
import { parseAddress } from "../../model/address";
import { activeResponseOf, type ReadBlock } from "../../wazuh/read/activeResponse";
import type { Node } from "../../wazuh/read/node";
import { readOssecConf } from "../../wazuh/read/ossecConf";

/** What two files differ in, a fact a line. */
export interface Difference {
  readonly lost: readonly string[];
  readonly gained: readonly string[];
}

/** Compares what two ossec.conf mean for active response, whatever the way in which they say it. */
export function differenceOf(before: string, after: string): Difference {
  const [was, is] = [factsOf(before), factsOf(after)];
  return {
    lost: [...was].filter((fact) => !is.has(fact)),
    gained: [...is].filter((fact) => !was.has(fact)),
  };
}

/**
 * The facts of a file: every address, every command by its name (the first one counts), every response that Wazuh takes.
 * @throws ReadError where Wazuh's own reader refuses the text.
 */
function factsOf(text: string): ReadonlySet<string> {
  const { whitelist, commands, blocks } = activeResponseOf(readOssecConf(text));
  const first = new Map([...commands].reverse().map((command) => [command.name, command]));
  return new Set([
    ...whitelist.map(address),
    ...[...first.values()].map(
      ({ name, executable, timeoutAllowed, extraArgs = "" }) =>
        `command ${name} runs ${[executable, ...words(extraArgs)].join(" ")}${timeoutAllowed ? ", with a timeout" : ""}`,
    ),
    ...blocks.filter(isLive).map(response),
  ]);
}

function address({ content }: Node): string {
  const reading = readWhitelistEntry(content);
  const network = reading.kind === "network" ? `${reading.address}/${reading.prefix}` : undefined;
  return `address ${(network && parseAddress(network)?.canonical) ?? content.replace(/^\^|\$$/g, "").toLowerCase()}`;
}

function response({
  command,
  timeout,
  locations,
  agentId,
  rules,
  rulesGroup,
  level,
}: ReadBlock): string {
  const where = ["server", "all", "defined-agent", "local"].find((one) =>
    (locations as readonly string[]).includes(one),
  );
  const ids = [...new Set(rules)].sort((a, b) => a - b).join(",");
  return [
    `response ${command}, timeout ${timeout}, ${where ?? ""}${where === "defined-agent" ? ` ${agentId ?? 0}` : ""}`,
    ...(ids ? [`rules ${ids}`] : []),
    ...(rulesGroup !== undefined ? [`groups ${rulesGroup.replace(/,(?=\||$)/g, "")}`] : []),
    ...(level > 0 ? [`level ${level}`] : []),
  ].join(", ");
}

function words(text: string): string[] {
  return text.split(" ").filter((word) => word !== "");
}
