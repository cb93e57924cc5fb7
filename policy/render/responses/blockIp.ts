import { ACTIVE_RESPONSE, EXECUTABLES } from "../../model/hostPaths";
import type { Fleet } from "../../model/fleet";
import type { Policy } from "../../model/policy";
import type { BlockIp } from "../../model/response";
import { blockLimits } from "./blockLimits";
import { awkProgram, renderTemplate } from "../template";
import { BLOCK_LISTS, BLOCK_TABLE, managerNames, renderBlockLists } from "./blockLists";
import { guardedTablesFiles } from "./guardedTables";
import { commandsAsked, hostListFiles, hostListOf } from "./hostList";
import { executable, type ResponseFiles } from "./executable";
import { JUDGE_PARTS } from "./judgeParts";
import { blockFields } from "./blockFields";
import { logSettings } from "./logSettings";
import { MODE } from "../../model/keys/policy";

/** The parts of the program that decides about an address. */
export const JUDGE: readonly string[] = [
  ...JUDGE_PARTS,
  "ask.awk",
  "networks.awk",
  "history.awk",
  "why-network.awk",
  "listed-in.awk",
  "guarded-block-ip.awk",
];

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
  const { times, timesElse, storm, breaker, forget, network } = blockLimits(responses);
  const { fields, fieldsElse } = blockFields(responses);
  const view = {
    times: [...times].map(([rule, steps]) => `${rule}=${steps.join(",")}`).join(" "),
    secondsElse: timesElse.join(","),
    fields: [...fields].map(([rule, names]) => `${rule}=${names.join(",")}`).join(" "),
    fieldsElse: fieldsElse.join(","),
    hostList: hostListOf(policy),
    ...commandsAsked(responses, policy),
    forget: forget ?? "",
    network4: network.ipv4 === "none" ? "" : network.ipv4,
    network6: network.ipv6 === "none" ? "" : network.ipv6,
    after: network.after,
    within: network.within,
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
          "-rf",
          `${ACTIVE_RESPONSE}/guarded-block-ip.additions`,
          `${ACTIVE_RESPONSE}/guarded-block-ip.blocks`,
          `${ACTIVE_RESPONSE}/guarded-block-ip.blocks.old`,
          "/run/wazuh-active-response.blocks",
          `${ACTIVE_RESPONSE}/guarded-block-ip.history`,
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
