import { ACTIVE_RESPONSE, EXECUTABLES } from "../../model/hostPaths";
import type { Fleet } from "../../model/fleet";
import type { Policy } from "../../model/policy";
import type { BlockIp } from "../../model/response";
import { awkProgram, renderTemplate } from "../template";
import { BLOCK_LISTS, BLOCK_TABLE, managerNames, renderBlockLists } from "./blockLists";
import { guardedTablesFiles } from "./guardedTables";
import { commandsAsked, hostListFiles, hostListOf } from "./hostList";
import { executable, type ResponseFiles } from "./executable";
import { JUDGE_PARTS } from "./judgeParts";
import { blockFields } from "./blockFields";
import { logSettings } from "./logSettings";
import { MODE } from "../../model/keys/policy";
import { BLOCK_IP } from "../../model/kinds/blockIp";

const JUDGE = [...JUDGE_PARTS, "ask.awk", "guarded-block-ip.awk"];

/** What block-ip lets awk run, a file of its own. */
export function judgeProgram(): string {
  return awkProgram(JUDGE);
}

/**
 * The files that all block-ip responses with nftables share on a host: execd calls one executable for all of them and
 * does not say for which, so the time of each is found by the rule that the alert names.
 */
export function blockIpFiles(
  responses: readonly BlockIp[],
  policy: Policy,
  fleet: Fleet,
): ResponseFiles {
  const { times, secondsElse, storm, breaker } = blockLimits(responses);
  const { fields, fieldsElse } = blockFields(responses);
  const view = {
    times: [...times].map(([rule, seconds]) => `${rule}=${seconds}`).join(" "),
    secondsElse,
    fields: [...fields].map(([rule, names]) => `${rule}=${names.join(",")}`).join(" "),
    fieldsElse: fieldsElse.join(","),
    hostList: hostListOf(policy),
    ...commandsAsked(responses, policy),
    storm,
    breaker,
    managers: managerNames(fleet).join(" "),
    mode: policy.mode ?? MODE,
    ...logSettings(policy),
  };
  return {
    files: [
      {
        ...executable(
          EXECUTABLES.blockIp,
          renderTemplate("responses/guarded-block-ip.sh.hbs", view),
        ),
        unload: [
          "rm",
          "-f",
          `${ACTIVE_RESPONSE}/guarded-block-ip.additions`,
          `${ACTIVE_RESPONSE}/guarded-block-ip.blocks`,
          `${ACTIVE_RESPONSE}/guarded-block-ip.blocks.old`,
          "/run/wazuh-active-response.blocks",
          `${ACTIVE_RESPONSE}/guarded-block-ip.managers`,
          `${ACTIVE_RESPONSE}/guarded-block-ip.routes`,
          `${ACTIVE_RESPONSE}/guarded-block-ip.old-awk`,
        ],
      },
      {
        path: `${ACTIVE_RESPONSE}/guarded-block-ip.awk`,
        owner: "root",
        group: "wazuh",
        mode: "0640",
        content: judgeProgram(),
      },
      executable(EXECUTABLES.unblock, renderTemplate("responses/custom-unblock.sh.hbs", {})),
      {
        path: BLOCK_LISTS,
        owner: "root",
        group: "wazuh",
        mode: "0640",
        content: renderBlockLists(policy, fleet),
        reload: ["nft", "-f", BLOCK_LISTS],
        unload: ["nft", `add table ${BLOCK_TABLE}; delete table ${BLOCK_TABLE}`],
      },
      ...hostListFiles(policy),
      ...guardedTablesFiles(),
    ],
    tools: ["nft", "awk"],
  };
}

/** Times and limits that all block-ip responses of a host share: its script is not told for which of them it runs. */
export interface BlockLimits {
  /** Seconds by rule, where they are not those of all others; 0 is for ever. */
  readonly times: ReadonlyMap<number, number>;
  readonly secondsElse: number;
  /** Additions a minute above which each is marked. */
  readonly storm: number;
  /** Additions a minute above which nothing more is blocked; 0 is off. */
  readonly breaker: number;
}

/** The times and limits of a host's block-ip responses. */
export function blockLimits(responses: readonly BlockIp[]): BlockLimits {
  const breakers = responses
    .map(({ breaker }) => breaker ?? BLOCK_IP.breaker)
    .filter((limit) => limit > 0);
  const secondsElse = longest(responses.map(({ timeout }) => timeout));
  // Rules with the time that all others have are left out: another rule for a response then touches no agent.
  const times = [...timesByRule(responses)].filter(([, seconds]) => seconds !== secondsElse);
  return {
    times: new Map(times),
    secondsElse,
    storm: Math.min(...responses.map(({ storm }) => storm ?? BLOCK_IP.storm)),
    breaker: breakers.length > 0 ? Math.min(...breakers) : 0,
  };
}

function timesByRule(responses: readonly BlockIp[]): ReadonlyMap<number, number> {
  const times = new Map<number, number>();
  for (const { rules, timeout } of responses) {
    for (const rule of rules) times.set(rule, longest([timeout, times.get(rule) ?? timeout]));
  }
  return new Map([...times].sort(([a], [b]) => a - b));
}

// 0 is for ever.
function longest(times: readonly number[]): number {
  return times.includes(0) ? 0 : Math.max(...times);
}
