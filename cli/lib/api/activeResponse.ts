import type { Request } from "./transport";

/** Ids of agents, at least one: the API takes a missing list for ALL agents, so there is no call without one. */
export type AgentIds = readonly [string, ...string[]];

/** What the agents are asked to run. */
export interface Command {
  /** `!custom-isolate` is active-response/bin/custom-isolate with timeout 0. */
  readonly command: `!${string}`;
  readonly alert: Readonly<Record<string, unknown>>;
}

/** A call of PUT /active-response; whoever sends it adds the token. */
export type ActiveResponseCall = Request & { readonly method: "PUT"; readonly body: string };

/**
 * The one call that runs a command on these agents: what `isolate` sends, and what `isolate --print` shows.
 * @throws Error where an id is not that of one agent.
 */
export function activeResponseCall(
  agents: AgentIds,
  { command, alert }: Command,
): ActiveResponseCall {
  checkIds(agents);
  return {
    method: "PUT",
    path: `/active-response?agents_list=${agents.join(",")}`,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ command, arguments: [], alert }),
  };
}

/** A cast or an empty list must not become a command to all agents. */
function checkIds(agents: readonly string[]): void {
  const wrong = agents.find((id) => !isAgentId(id));
  if (agents.length === 0 || wrong !== undefined)
    throw new Error(
      `agents: ${JSON.stringify(wrong ?? agents)} is not a valid id; name each agent, e.g. 004`,
    );
}

/** Whether a text can be the id of one agent; 000 is the manager. */
export function isAgentId(text: string): boolean {
  return /^\d{3,}$/.test(text) && text !== "000";
}
