import { RuleBook } from "../lint/ruleBook";
import { fallbacksOf, isLive, switchedOff } from "../lint/together";
import { EXECUTABLES } from "../../model/hostPaths";
import { parseCommandName } from "../../model/commandName";
import { parseDuration } from "../../model/duration";
import { Refusals } from "../../model/refusals";
import { parseRuleId } from "../../model/ruleId";
import type { BlockIp, CustomResponse, ResponseLocation } from "../../model/response";
import type { ReadBlock } from "../../wazuh/read/activeResponse";
import { lastChild } from "../../wazuh/read/ossecConf";
import { omit, type Omission } from "./omission";
import { BLOCK_IP } from "../../model/kinds/blockIp";

/** Responses that mean the same, and what no response can mean. */
export interface ImportedResponses {
  readonly responses: readonly (BlockIp | CustomResponse)[];
  readonly omissions: readonly Omission[];
}

const SWITCHED_OFF = "never runs, because a disabled block after it switches all of them off";

/** Turns each `<active-response>` that Wazuh takes into a response, by what Wazuh makes of it. */
export function importResponses(blocks: readonly ReadBlock[]): ImportedResponses {
  const omissions: Omission[] = [];
  const fallbacks = fallbacksOf(blocks);
  const off = switchedOff(blocks);
  const dead = new Set(off && !off.agents && !off.manager ? off.blocks : []);
  const book = new RuleBook();
  const responses = blocks.flatMap((block) => {
    const offenders = lastChild(block.node, "repeated_offenders");
    if (offenders && !block.disabled) {
      omissions.push(omit(offenders, "is read by execd of each host from its own ossec.conf"));
    }
    if (fallbacks.has(block)) return [];
    const why = dead.has(block) ? SWITCHED_OFF : whyNot(block);
    const groups = why === undefined ? groupsOf(block, book) : [];
    if (why !== undefined || groups === undefined) {
      omissions.push(omit(block.node, why ?? "selects rules by a pattern; name the rules instead"));
      return [];
    }
    return [responseOf(block, groups, fallbacks)];
  });
  return { responses, omissions };
}

function whyNot(block: ReadBlock): string | undefined {
  const { disabled, definition, rules, rulesGroup, level } = block;
  if (disabled) return "is disabled";
  if (!isLive(block) || !definition) return "is refused by Wazuh, or left out";
  if (rules.length === 0 && rulesGroup === undefined && level === 0) {
    return "has no trigger and never fires";
  }
  if (definition.executable === "" || /[\s/]/.test(definition.executable)) {
    return "runs an executable that is not a file of active-response/bin";
  }
  if (block.timeout < 0) return "has a negative timeout";
  const refusals = new Refusals();
  refusals.parse("command", block.command, parseCommandName);
  refusals.parseAll("rules_id", rules, parseRuleId);
  const [refused] = refusals.findings;
  if (!refused) return undefined;
  const what = refused.path === "command" ? "command" : "rule";
  return `names ${what} ${refused.value}, which ${refused.reason}`;
}

/** Group names instead of the pattern, where they select the same stock rules; undefined where there are none. */
function groupsOf(block: ReadBlock, book: RuleBook): readonly string[] | undefined {
  if (block.rulesGroup === undefined) return [];
  const groups = block.rulesGroup.split("|").map((group) => group.replace(/,$/, ""));
  if (!groups.every((group) => /^[\w.:-]+$/.test(group))) return undefined;
  const ids = (rulesGroup: string): string =>
    book
      .boundBy({ ...block, rules: [], rulesGroup })
      .map(({ id }) => id)
      .join();
  return ids(block.rulesGroup) === ids(groups.join("|")) ? groups : undefined;
}

function responseOf(
  block: ReadBlock,
  groups: readonly string[],
  fallbacks: ReadonlySet<ReadBlock>,
): BlockIp | CustomResponse {
  const { definition, level } = block;
  const command = parseCommandName(block.command);
  const timeout = parseDuration(block.timeout);
  const { executable = "", timeoutAllowed = false, extraArgs } = definition ?? {};
  const args = (extraArgs ?? "").split(" ").filter((arg) => arg !== "");
  const selected = {
    rules: [...new Set(block.rules)].map(parseRuleId),
    ...(groups.length > 0 && { groups }),
    ...(level > 0 && { level }),
    ...locationOf(block),
  };
  const ours = executable === EXECUTABLES.blockIp;
  if ((ours || executable === "firewall-drop") && timeoutAllowed && args.length === 0) {
    return {
      kind: "block-ip",
      ...selected,
      timeout,
      ...(command !== BLOCK_IP.command && { command }),
      ...(ours ? fallbackOf(block, fallbacks) : { backend: "iptables" }),
    };
  }
  return {
    kind: "custom",
    command,
    executable,
    ...selected,
    ...(timeoutAllowed && { timeout }),
    ...(args.length > 0 && { extraArgs: args }),
  };
}

function fallbackOf(
  block: ReadBlock,
  fallbacks: ReadonlySet<ReadBlock>,
): Pick<BlockIp, "fallback"> {
  const wire = `${block.command}${block.timeout}`;
  const has = [...fallbacks].some(({ command, timeout }) => `${command}${timeout}` === wire);
  return has ? {} : { fallback: false };
}

/** Where Wazuh runs it: of several words in the value it takes server, then all, then the agent. */
function locationOf({ locations, agentId }: ReadBlock): { location?: ResponseLocation } {
  if (locations.includes("server")) return { location: "server" };
  if (locations.includes("all")) return { location: "all" };
  if (locations.includes("defined-agent") && agentId !== undefined) {
    return { location: { agentId: String(agentId).padStart(3, "0") } };
  }
  return {};
}
