import { atoi } from "./cNumber";
import type { Node } from "./node";
import { lastChild, sectionsOf, type OssecConf } from "./ossecConf";

/** A `<command>` as Wazuh takes it. */
export interface ReadCommand {
  readonly name: string;
  readonly executable: string;
  readonly timeoutAllowed: boolean;
  readonly extraArgs?: string;
  readonly node: Node;
}

/** Where a block runs; Wazuh looks for these words anywhere in the value. */
export type ReadLocation = "server" | "local" | "defined-agent" | "all";

/** An `<active-response>` as Wazuh takes it. */
export interface ReadBlock {
  /** Name of the command; "" where there is none. */
  readonly command: string;
  /** The definition that the name stands for: the first one before the block. */
  readonly definition?: ReadCommand;
  readonly locations: readonly ReadLocation[];
  /** Only with location defined-agent; 0 where the text is not a number. */
  readonly agentId?: number;
  /** The rule ids that Wazuh gets out of the value. */
  readonly rules: readonly number[];
  readonly rulesGroup?: string;
  /** Least level of a rule; 0 is none. */
  readonly level: number;
  /** Seconds, after the command's timeout_allowed was looked at; 0 is for ever. */
  readonly timeout: number;
  /** The block is skipped. */
  readonly disabled: boolean;
  readonly node: Node;
}

/** What an ossec.conf says of active response. */
export interface ReadActiveResponse {
  readonly whitelist: readonly Node[];
  readonly commands: readonly ReadCommand[];
  readonly blocks: readonly ReadBlock[];
}

/**
 * Takes active response out of an ossec.conf as src/config/active-response.c of 4.14.7 does, in the order of the file.
 * Values that Wazuh refuses are taken as far as they go: refusing them is lint's question.
 */
export function activeResponseOf(conf: OssecConf): ReadActiveResponse {
  const commands: ReadCommand[] = [];
  const blocks: ReadBlock[] = [];
  for (const section of conf.sections) {
    if (section.name === "command") commands.push(commandOf(section));
    if (section.name === "active-response") blocks.push(blockOf(section, commands));
  }
  const whitelist = sectionsOf(conf, "global").flatMap(({ children }) =>
    children.filter(({ name }) => name === "white_list"),
  );
  return { whitelist, commands, blocks };
}

/** What Wazuh calls a block on the wire: the command's name and the timeout, written together. */
export function wireNameOf({ command, timeout }: Pick<ReadBlock, "command" | "timeout">): string {
  return `${command}${timeout}`;
}

function commandOf(node: Node): ReadCommand {
  const extraArgs = lastChild(node, "extra_args")?.content;
  return {
    name: lastChild(node, "name")?.content ?? "",
    executable: lastChild(node, "executable")?.content ?? "",
    timeoutAllowed: lastChild(node, "timeout_allowed")?.content === "yes",
    ...(extraArgs !== undefined && { extraArgs }),
    node,
  };
}

function blockOf(node: Node, commands: readonly ReadCommand[]): ReadBlock {
  const value = (name: string): string | undefined => lastChild(node, name)?.content;
  const command = value("command") ?? "";
  const definition = commands.find(({ name }) => name === command);
  const agentId = value("agent_id");
  const rulesGroup = value("rules_group");
  const asked = atoi(value("timeout") ?? "");
  return {
    command,
    ...(definition && { definition }),
    locations: locationsOf(value("location") ?? ""),
    ...(agentId !== undefined && { agentId: atoi(agentId) }),
    rules: rulesOf(value("rules_id") ?? ""),
    ...(rulesGroup !== undefined && { rulesGroup }),
    level: atoi(value("level") ?? ""),
    timeout: definition?.timeoutAllowed === false ? 0 : asked,
    // One yes is enough, wherever it stands in the block.
    disabled: node.children.some(({ name, content }) => name === "disabled" && content === "yes"),
    node,
  };
}

const WORDS: readonly (readonly [ReadLocation, RegExp])[] = [
  ["server", /AS|analysisd|analysis-server|server/i],
  ["local", /local/i],
  ["defined-agent", /defined-agent/i],
  ["all", /all|any/i],
];

/** The locations that Wazuh finds in a value; where it finds `server`, the others are never looked at. */
function locationsOf(value: string): ReadLocation[] {
  return WORDS.flatMap(([location, word]) => (word.test(value) ? [location] : []));
}

/** The ids that Wazuh gets out of a rules_id: numbers behind commas, up to the first thing that is neither digit, comma nor space. */
export function rulesOf(value: string): number[] {
  const ids: number[] = [];
  for (let rest = value; ;) {
    rest = rest.replace(/^[ ,]+/, "");
    if (!/^\d/.test(rest)) return ids;
    ids.push(atoi(rest));
    const comma = rest.indexOf(",");
    if (comma < 0) return ids;
    rest = rest.slice(comma + 1);
  }
}
