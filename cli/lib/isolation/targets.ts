import { setTimeout as sleep } from "node:timers/promises";

import { UsageError } from "../exit";
import type { GoodStack } from "../joined";
import { findAgents, type Target } from "../manager/findAgents";
import type { Manager } from "../manager/manager";
import type { Progress } from "../progress";
import type { Wanted } from "./seen";

/** How long agents get to come back after a restart of their manager, in milliseconds: agentd tries every ten seconds. */
const RECONNECT = 15_000;

/**
 * The agents that were named, as the manager knows them. For a release the stack is enough: it knows the way to them, and a
 * manager that is gone must not keep anybody isolated.
 */
export async function targetsOf(
  verb: Wanted,
  named: readonly string[],
  { input }: GoodStack,
  manager: Manager,
  { note, tell }: Progress,
): Promise<Target[]> {
  const find = async (): Promise<Target[]> =>
    findAgents(named, await manager.agents(), input.agents);
  if (verb === "isolate") return onceConnected(find, tell);
  try {
    return await find();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    note(`the manager does not answer (${(error as Error).message}); going over SSH to the agents`);
    const known = input.agents.map(({ name }) => ({ id: "?", name, status: "unknown" }));
    // By their names: ids are the manager's.
    return named.flatMap((name) => findAgents([name], known, input.agents));
  }
}

/**
 * Waits for agents that are on their way back: a manager that was restarted takes every agent for disconnected until its
 * next word. One that is still away afterwards is as it is.
 */
async function onceConnected(
  find: () => Promise<Target[]>,
  tell: (state: string) => void,
): Promise<Target[]> {
  const last = Date.now() + RECONNECT;
  for (;;) {
    const targets = await find();
    const away = targets.filter(({ agent }) => agent.status === "disconnected");
    if (away.length === 0 || Date.now() > last) return targets;
    tell(`waiting for ${away.map(({ agent }) => agent.name).join(", ")} to connect again`);
    await sleep(1_000);
  }
}
