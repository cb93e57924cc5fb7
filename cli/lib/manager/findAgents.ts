import type { HostInput } from "../../../policy/model/stack";
import type { AgentIds, KnownAgent } from "../api/wazuhApi";
import { UsageError } from "../exit";

/** An agent that was named, as the manager and the stack know it. */
export interface Target {
  readonly agent: KnownAgent;
  readonly host: HostInput;
}

/**
 * The agents that were named, by name or id, each once.
 * @param stack hosts of the stack: only what it rolled out has the scripts.
 * @throws UsageError where one is unknown, ambiguous or in another stack.
 */
export function findAgents(
  named: readonly string[],
  known: readonly KnownAgent[],
  stack: readonly HostInput[],
): Target[] {
  const targets = new Map<string, Target>();
  for (const text of named) {
    const agent = findAgent(text, known);
    const host = stack.find(({ name }) => name === agent.name);
    if (!host)
      throw new UsageError(
        `agent "${text}" is on the manager, but not in this stack; name its stack with --stack`,
      );
    targets.set(agent.id, { agent, host });
  }
  return [...targets.values()];
}

/** Their ids. */
export function idsOf(targets: readonly Target[]): AgentIds {
  const [first, ...rest] = targets.map(({ agent }) => agent.id);
  if (first === undefined) throw new UsageError("no agent was named");
  return [first, ...rest];
}

function findAgent(text: string, known: readonly KnownAgent[]): KnownAgent {
  const found = known.filter(({ id, name }) => id === text || name === text);
  const [agent, other] = found;
  if (agent && !other) return agent;
  if (agent)
    throw new UsageError(
      `agent "${text}" is registered ${found.length} times; write the id, one of ${found.map(({ id, status }) => `${id} (${status})`).join(", ")}`,
    );
  const names = known.map(({ id, name }) => `${name} (${id})`);
  const shown = names.length > 20 ? `${names.slice(0, 20).join(", ")}, ...` : names.join(", ");
  throw new UsageError(
    `agent "${text}" is not known to the manager; write the name or id of one of its agents: ${shown || "it has none"}`,
  );
}
