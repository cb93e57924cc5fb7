import type { EnrolledAgent } from "../../model/enrolledAgent";
import type { Fleet, Host } from "../../model/fleet";
import type { Policy } from "../../model/policy";
import { isTriggered } from "../../model/response";
import { commandOf } from "../../render/commands";
import { CAUSES, causeOf, isSentTo, reachOf, type Cause, type Reach } from "./reach";

/** How far the responses reach an agent that does not have all of them. */
export interface Gap {
  /** Name of the agent. */
  readonly agent: string;
  readonly id: string;
  /** `fallback`: the stock executable runs in the place of ours; `blank`: for some response nothing runs. */
  readonly state: "fallback" | "blank";
  readonly cause: Cause;
  /** Commands that are replaced, or for which nothing runs, each once. */
  readonly commands: readonly string[];
  /** The same in words: `in no stack: nothing runs for kill-malicious-process`. */
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
export function coverageOf(
  policy: Policy,
  fleet: Fleet,
  enrolled: readonly EnrolledAgent[],
): Coverage {
  const agents = new Map<string, Host>(fleet.agents.map((agent) => [agent.name, agent]));
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
      !enrolled.some(({ id }) => isSentTo(response, id))
        ? [
            `responses[${i}].location.agentId: no agent has the id ${response.location.agentId}; was it enrolled again?`,
          ]
        : [],
    ),
  };
}

function gapOf(policy: Policy, agent: EnrolledAgent, host: Host | undefined): Gap[] {
  const commands = (wanted: Reach): string[] => [
    ...new Set(
      policy.responses
        .filter(isTriggered)
        .filter((response) => isSentTo(response, agent.id))
        .filter((response) => reachOf(policy, response, agent, host) === wanted)
        .map((response) => commandOf(response).name),
    ),
  ];
  const cause = causeOf(agent, host);
  const gap = (state: Gap["state"], which: readonly string[]): Gap[] => {
    const what = state === "blank" ? "nothing runs" : "the stock firewall-drop runs";
    const why = `${CAUSES[cause]}: ${what} for ${which.join(", ")}`;
    return [{ agent: agent.name, id: agent.id, state, cause, commands: which, why }];
  };
  const blank = commands("blank");
  if (blank.length > 0) return gap("blank", blank);
  const replaced = commands("fallback");
  return replaced.length > 0 ? gap("fallback", replaced) : [];
}
