import { formatDuration } from "../../model/duration";
import { finding, type Finding } from "../../model/finding";
import type { Fleet } from "../../model/fleet";
import { byAlertsOf } from "../../model/kinds/traitsOf";
import type { TriggeredResponse } from "../../model/response";
import { commandOf, fallbackOf } from "../../render/commands";
import { isPlacedOn } from "../../render/responses/index";
import { STOCK_COMMANDS, STOCK_EXECUTABLES } from "../../wazuh/stock/stockExecutables";
import type { Check, Run } from "../check";
import { isTold, knowsAgents } from "./enrolledAgents";
import { fallbackAdvice } from "./fallbackAdvice";
import { triggered } from "./triggered";

const run: Run = (subject) =>
  triggered(subject.policy).flatMap(({ response, path }): Finding[] => {
    const { fleet } = subject;
    const row = commandOf(response);
    const fallback = fallbackOf(response);
    const { stockLost, fallback: canFallBack } = byAlertsOf(response);
    // Where the manager's agents are known, they are named by a check of their own.
    if (STOCK_EXECUTABLES.has(row.executable) || isTold(subject, response)) return [];
    if (fallback) {
      // A stack that observes has no row for it, and nothing blocks.
      if (subject.policy.mode === "observe") return [];
      return [
        finding(
          "note",
          "fallback-shorter",
          `${path}.timeout`,
          row.timeout,
          `is for agents with our script; others (enrolled by hand, from another stack) block with the stock executable, for ${formatDuration(fallback.timeout)}, and Windows agents do nothing`,
          "write fallback: false to run nothing on them",
        ),
      ];
    }
    const lost = withoutScript(response, fleet);
    const takesOver = STOCK_COMMANDS.has(row.name);
    if (lost.length === 0 && !takesOver) return [];
    return [
      finding(
        takesOver && !knowsAgents(subject) ? stockLost : "note",
        "no-fallback",
        takesOver ? `${path}.${canFallBack ? "timeout" : "command"}` : `${path}.on`,
        takesOver ? `${row.name}, ${row.timeout}` : lost.slice(0, 5).join(", "),
        (takesOver
          ? "takes over a stock command for our own executable: "
          : "do not have the script of this response: ") +
          `an alert on an agent without it does nothing, with only an INFO line there (${who(lost)})`,
        takesOver
          ? fallbackAdvice(response)
          : "remove the placement, or bind rules that those agents do not report",
      ),
    ];
  });

function withoutScript(response: TriggeredResponse, fleet: Fleet): readonly string[] {
  return fleet.agents.filter((agent) => !isPlacedOn(response, agent)).map(({ name }) => name);
}

function who(lost: readonly string[]): string {
  const named =
    lost.length > 5
      ? `${lost.slice(0, 5).join(", ")} and ${lost.length - 5} more`
      : lost.join(", ");
  return `${named === "" ? "" : `${named}, and `}every agent enrolled outside this stack`;
}

/**
 * A command's name belongs to the whole fleet. Which agents, declared or only enrolled, have nothing to run under it,
 * and is there a fallback for them?
 */
export const fallbacks: Check = {
  codes: {
    "fallback-shorter": {
      severity: "note",
      doc: {
        what: "Agents without our script block with the stock executable, for a shorter time.",
        why: "The fallback has the same name on the wire, which leaves it only the later digits of the timeout.",
        example: "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h }",
        instead: "Write `fallback: false` to run nothing on them.",
      },
    },
    "no-fallback": {
      severity: ["warning", "note"],
      doc: {
        what: "Agents without our script do nothing when an alert triggers the response.",
        why: "wazuh-execd there has no executable of that name; it logs an INFO line at most.",
        example:
          "responses:\n  - { kind: block-ip, command: firewall-drop, rules: [5763, 5712], timeout: 1h, fallback: false }",
        instead:
          "Remove `fallback: false`, choose a timeout that leaves room for a fallback, or give the response its own command name.",
      },
    },
  },
  needs: ["hosts", "settings"],
  byEnrolled: true,
  run,
};
