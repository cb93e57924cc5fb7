import type { HostInput } from "../../../policy/model/stack";
import { isAgentId } from "../api/activeResponse";
import { UsageError } from "../exit";
import type { GoodStack } from "../joined";
import { findAgents } from "../manager/findAgents";
import type { Manager } from "../manager/manager";
import type { Progress } from "../progress";

/** Whom a call is for, as far as that is known. */
export interface Named {
  readonly name?: string;
  readonly id?: string;
  /** The agent's host in the stack; unknown where an id alone was given. */
  readonly host?: HostInput;
  /** As the manager says it. */
  readonly status?: string;
  /** As the manager says it: `Wazuh v4.14.7`. */
  readonly version?: string;
}

/**
 * The agent that was named, as the manager knows it; where it does not answer, what the stack or the id alone say.
 * @throws UsageError where it is unknown.
 */
export async function namedAgent(
  text: string,
  { input }: GoodStack,
  manager: Manager,
  { note }: Progress,
): Promise<Named> {
  // Whatever keeps it from being asked, a key that is not on this machine too: the page is for just that hour.
  const known = await manager.agents().catch((error: unknown) => {
    note(`the manager could not be asked (${(error as Error).message})`);
    return undefined;
  });
  if (known === undefined) return unasked(text, input.agents);
  const [target] = findAgents([text], known, input.agents);
  return target ? { ...target.agent, host: target.host } : unasked(text, input.agents);
}

/** @throws UsageError where it is neither an agent of the stack nor an id. */
export function unasked(text: string, agents: readonly HostInput[]): Named {
  const host = agents.find(({ name }) => name === text);
  if (host) return { name: text, host };
  if (isAgentId(text)) return { id: text };
  throw new UsageError(
    `agent "${text}" is not in this stack; write the name of one of its agents, or an id, as 004`,
  );
}
