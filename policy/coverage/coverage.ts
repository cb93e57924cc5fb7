import type { Fleet, Host } from "../model/fleet";
import type { Policy } from "../model/policy";
import { isTriggered, type TriggeredResponse } from "../model/response";
import { commandOf, fallbackOf } from "../render/commands";
import { isPlacedOn } from "../render/responses/index";
import { STOCK_EXECUTABLES } from "../stock/stockExecutables";

/** An agent as its manager knows it. */
export interface Enrolled {
  /** Three digits or more. */
  readonly id: string;
  readonly name: string;
  /** `windows`, `debian`, ...; undefined where the manager was not asked or does not know. */
  readonly platform?: string;
}

/** How far the responses reach an agent that does not have all of them. */
export interface Gap {
  /** Name of the agent. */
  readonly agent: string;
  readonly id: string;
  /** `fallback`: the stock executable runs in the place of ours; `blank`: for some response nothing runs. */
  readonly state: "fallback" | "blank";
  /** Which responses, and why: `in no stack: nothing runs for kill-malicious-process`. */
  readonly why: string;
}

/** What the enrolled agents have of a policy. */
export interface Coverage {
  /** Agents that have everything. */
  readonly covered: number;
  readonly gaps: readonly Gap[];
  /** Agents of the stack that the manager does not know: no response reaches them. */
  readonly notEnrolled: readonly string[];
  /** Names that the manager knows more than once, with the ids: an agent that was enrolled again. */
  readonly twice: readonly { readonly agent: string; readonly ids: readonly string[] }[];
  /** Responses bound to an id that no agent has (any longer), a sentence each. */
  readonly idsGone: readonly string[];
}

/**
 * Compares the agents that the manager knows with those that have the scripts. Agents of the stack have what is placed
 * on them; all others have the stock executables at most. Where a response is kept from an agent on purpose (`on`), that
 * is a gap as well: its alerts set it off there all the same.
 */
export function coverageOf(policy: Policy, fleet: Fleet, enrolled: readonly Enrolled[]): Coverage {
  const agents = new Map(fleet.agents.map((agent) => [agent.name, agent]));
  const known = new Map<string, string[]>();
  for (const { id, name } of enrolled) known.set(name, [...(known.get(name) ?? []), id]);
  const gaps = enrolled.flatMap((one) => gapOf(policy, one, agents.get(one.name)));
  return {
    covered: enrolled.length - gaps.length,
    gaps,
    notEnrolled: fleet.agents.map(({ name }) => name).filter((name) => !known.has(name)),
    twice: [...known].flatMap(([agent, ids]) => (ids.length > 1 ? [{ agent, ids }] : [])),
    idsGone: policy.responses.flatMap((response, i) =>
      isTriggered(response) &&
      typeof response.location === "object" &&
      !enrolled.some(({ id }) => runsAt(response, id))
        ? [
            `responses[${i}].location.agentId: no agent has the id ${response.location.agentId}; was it enrolled again under another?`,
          ]
        : [],
    ),
  };
}

function runsAt({ location }: TriggeredResponse, id: string): boolean {
  if (location === "server") return false;
  return typeof location !== "object" || Number(location.agentId) === Number(id);
}

function gapOf(policy: Policy, { id, name, platform }: Enrolled, host: Host | undefined): Gap[] {
  const windows = platform === "windows";
  const missing = policy.responses
    .filter(isTriggered)
    .filter((response) => runsAt(response, id))
    .filter((response) => !(host && !windows && isPlacedOn(response, host)))
    .filter((response) => (host && !windows) || !isStock(response, platform));
  if (missing.length === 0) return [];
  const blank = missing.filter((response) => windows || !fallbackOf(response, policy.mode));
  const why = windows ? "runs Windows" : host ? "kept from it by `on`" : "in no stack";
  const names = (list: readonly TriggeredResponse[]): string =>
    [...new Set(list.map((response) => commandOf(response).name))].join(", ");
  return [
    blank.length === 0
      ? {
          agent: name,
          id,
          state: "fallback",
          why: `${why}: the stock firewall-drop runs for ${names(missing)}`,
        }
      : { agent: name, id, state: "blank", why: `${why}: nothing runs for ${names(blank)}` },
  ];
}

/** Every agent has the stock executables of its own system; of an agent whose system is not known, the best is believed. */
function isStock(response: TriggeredResponse, platform: string | undefined): boolean {
  const { executable } = commandOf(response);
  if (!STOCK_EXECUTABLES.has(executable)) return false;
  return platform === undefined || executable.endsWith(".exe") === (platform === "windows");
}
