import {
  CAUSES,
  causeOf,
  isSentTo,
  reachOf,
  type Cause,
  type Reach,
} from "../../plan/coverage/reach";
import { formatDuration } from "../../model/duration";
import { nameEnrolled, type EnrolledAgent } from "../../model/enrolledAgent";
import type { Host } from "../../model/fleet";
import { finding, type Finding } from "../../model/finding";
import { byAlertsOf } from "../../model/kinds/traitsOf";
import type { TriggeredResponse } from "../../model/response";
import { nameHosts } from "../../plan/sameHosts";
import { commandOf, fallbackOf, rowOf, wireName } from "../../render/commands";
import { STOCK_COMMANDS } from "../../wazuh/stock/stockExecutables";
import type { Check, Run, Subject } from "../check";
import { fallbackAdvice } from "./fallbackAdvice";
import { triggered } from "./triggered";

/** An agent that does not run a response as the stack means it. */
interface Short {
  readonly agent: EnrolledAgent;
  readonly cause: Cause;
}

/** True where it is known of every enrolled agent whether a stack holds it. */
export function knowsAgents({ enrolled, fleet }: Subject): boolean {
  return enrolled !== undefined && fleet.partial !== true;
}

const run: Run = (subject) =>
  triggered(subject.policy).flatMap(({ response, path }) => [
    ...lost(subject, response, path),
    ...blank(subject, response, path),
    ...replaced(subject, response, path),
  ]);

/** True where this check names agents for a fallback, or for the lack of one. */
export function isTold(subject: Subject, response: TriggeredResponse): boolean {
  return [lost, replaced].some((check) => check(subject, response, "").length > 0);
}

function lost(subject: Subject, response: TriggeredResponse, path: string): Finding[] {
  const agents = shortOf(subject, response, "blank").filter(losesStock(response));
  if (agents.length === 0) return [];
  const row = rowOf(subject.policy, response);
  return [
    finding(
      "warning",
      "enrolled-lose-stock",
      `${path}.${byAlertsOf(response).fallback ? "timeout" : "command"}`,
      names(agents),
      `${agents.length === 1 ? "loses" : "lose"} the stock response ${row.name}: ${wireName(row)} now means ${row.executable}, which ${agents.length === 1 ? "it does" : "they do"} not have (${causes(agents)})`,
      subject.policy.mode === "observe"
        ? "bring them into a stack, or set mode: enforce soon; a stack with mode: observe has no row for them, because such a row would really act"
        : `bring them into a stack, or ${fallbackAdvice(response)}`,
    ),
  ];
}

function blank(subject: Subject, response: TriggeredResponse, path: string): Finding[] {
  const loses = losesStock(response);
  const agents = shortOf(subject, response, "blank").filter(
    // What `on` keeps away is its owner's wish; what it cannot keep away has checks of its own.
    (one) => one.cause !== "kept" && !loses(one),
  );
  if (agents.length === 0) return [];
  const { location } = response;
  return [
    finding(
      "warning",
      "enrolled-blank",
      location === undefined || location === "local" ? path : `${path}.location`,
      names(agents),
      `${agents.length === 1 ? "is" : "are"} not covered by ${commandOf(response).name} (${causes(agents)}): ${
        location === "all"
          ? "every alert sends it there"
          : typeof location === "object"
            ? "it is sent there"
            : "alerts there trigger it"
      }, and nothing runs`,
      adviceOn(agents),
    ),
  ];
}

function replaced(subject: Subject, response: TriggeredResponse, path: string): Finding[] {
  const agents = shortOf(subject, response, "fallback");
  const fallback = fallbackOf(response, subject.policy.mode);
  if (agents.length === 0 || !fallback) return [];
  const one = agents.length === 1;
  const { timeout } = commandOf(response);
  return [
    finding(
      "warning",
      "enrolled-fallback",
      `${path}.timeout`,
      names(agents),
      `${one ? "runs" : "run"} the stock firewall-drop in its place (${causes(agents)}): for ${formatDuration(fallback.timeout)} instead of ${formatDuration(timeout)}, without the white list on the agent; ${wireName(fallback)} is ${fallback.name} with timeout ${fallback.timeout} too`,
      `bring ${one ? "it" : "them"} into a stack, choose a timeout whose later digits are long enough, or write fallback: false to run nothing there`,
    ),
  ];
}

// A stock executable would run there under this name, were the name not ours now.
function losesStock(response: TriggeredResponse): (one: Short) => boolean {
  const takesOver = STOCK_COMMANDS.has(commandOf(response).name);
  return ({ cause }) => takesOver && (cause === "stranger" || cause === "kept");
}

function shortOf(subject: Subject, response: TriggeredResponse, wanted: Reach): Short[] {
  const { policy, fleet, enrolled = [] } = subject;
  if (!knowsAgents(subject)) return [];
  const hosts = new Map<string, Host>(fleet.agents.map((agent) => [agent.name, agent]));
  return enrolled.flatMap((agent) => {
    const host = hosts.get(agent.name);
    return isSentTo(response, agent.id) && reachOf(policy, response, agent, host) === wanted
      ? [{ agent, cause: causeOf(agent, host) }]
      : [];
  });
}

function names(agents: readonly Short[]): string {
  return nameHosts(agents.map(({ agent }) => nameEnrolled(agent)));
}

/** Each cause once; counted where there are several. */
function causes(agents: readonly Short[]): string {
  const counts = new Map<Cause, number>();
  for (const { cause } of agents) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  return [...counts]
    .map(([cause, count]) => (counts.size === 1 ? CAUSES[cause] : `${count} ${CAUSES[cause]}`))
    .join(", ");
}

function adviceOn(agents: readonly Short[]): string {
  const ADVICE = {
    five: "see docs/upgrade-to-wazuh-5.md for what they get instead",
    stranger: "bring them into a stack",
    windows: "nothing of ours is for Windows (docs/windows.md says why, and what there is)",
    disabled: "write <disabled>no</disabled> in their own ossec.conf and restart them",
    kept: "remove the placement",
  } satisfies Record<Cause, string>;
  const found = new Set(agents.map(({ cause }) => cause));
  return `${[...found].map((cause) => ADVICE[cause]).join("; ")}; or accept that they are not protected`;
}

/**
 * Which agents that the manager knows are not covered by a response, which lose a stock response of its name, and which
 * run its fallback? Warnings, never errors: an agent that somebody enrolled must not stop a rollout.
 */
export const enrolledAgents: Check = {
  codes: {
    "enrolled-lose-stock": {
      severity: "warning",
      doc: {
        what: "An agent that the manager knows loses a stock response, because its name now means our script, which the agent does not have.",
        why: "Alerts there did something before and do nothing afterwards.",
        example:
          "responses:\n  - { kind: block-ip, command: firewall-drop, rules: [5763, 5712], timeout: 1h, fallback: false }",
        knowing: { enrolled: [{ id: "007", name: "by-hand", platform: "debian" }] },
        instead: "Bring the agent into a stack, or give the response its own command name.",
      },
    },
    "enrolled-blank": {
      severity: "warning",
      doc: {
        what: "An agent that the manager knows has nothing to run for a response.",
        why: "An alert there triggers the response, and nothing runs.",
        example: "responses:\n  - { kind: kill-process, rules: [100050], processes: [xmrig] }",
        knowing: { enrolled: [{ id: "007", name: "by-hand", platform: "debian" }] },
        instead: "Bring the agent into a stack, or accept that it is not protected.",
      },
    },
    "enrolled-fallback": {
      severity: "warning",
      doc: {
        what: "An agent that the manager knows runs the stock executable in the place of our script.",
        why: "It blocks for a shorter time and does not check the white list on the agent.",
        example: "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h }",
        knowing: { enrolled: [{ id: "007", name: "by-hand", platform: "debian" }] },
        instead: "Bring the agent into a stack, or write `fallback: false`.",
      },
    },
  },
  needs: ["hosts", "settings"],
  byEnrolled: true,
  run,
};
