import { setTimeout as sleep } from "node:timers/promises";

import type { GoodStack } from "../joined";
import type { Target } from "../manager/findAgents";
import { UnreachableError } from "../../../ssh/onHost";
import { agentProof } from "./agentProof";
import { managerProof } from "./managerProof";
import type { Seen, Wanted } from "./seen";

/** How it ended for one agent. */
export interface Proof {
  readonly name: string;
  readonly id: string;
  readonly outcome: Wanted | "refused" | "not proven" | "no proof";
  /** What proves it, or why the agent refused. */
  readonly proof?: string;
  /** Since the command was sent. */
  readonly seconds: number;
  /** Which way it went, where that was not the manager's. */
  readonly way?: string;
}

/** Seconds between two looks. */
const LOOK = 0.5;

/**
 * Takes notes of what the agent and the manager have logged so far; then waits for what comes after the command was sent:
 * the agent itself over SSH, or the agent's log line that reached the manager. The first of the two counts.
 */
export async function watchFor(
  wanted: Wanted,
  stack: GoodStack,
  target: Target,
): Promise<(start: number, seconds: number) => Promise<Proof>> {
  const { name, id } = target.agent;
  const looks = (
    await Promise.all([
      agentProof(wanted, stack, target).catch(() => undefined),
      managerProof(wanted, stack, target).catch(() => undefined),
    ])
  ).filter((look) => look !== undefined);
  if (looks.length === 0)
    throw new UnreachableError(
      `${name}: neither the agent nor the manager answers over SSH, so nothing could be proven; nothing was done`,
    );
  return async (start, seconds) => {
    const taken = (): number => Math.round((Date.now() - start) / 100) / 10;
    const over = new AbortController();
    const until = async (look: () => Promise<Seen>): Promise<Seen> => {
      while (!over.signal.aborted && taken() < seconds) {
        // A host that does not answer now may do so a moment later.
        const seen = await look().catch(() => undefined);
        if (seen) return seen;
        await sleep(LOOK * 1000);
      }
      return undefined;
    };
    const seen = await first(looks.map((look) => until(look)));
    over.abort();
    if (!seen) return { name, id, outcome: "no proof", seconds: taken() };
    const { ok, words, unproven } = seen;
    const outcome = !ok ? "refused" : unproven ? "not proven" : wanted;
    return { name, id, outcome, proof: words, seconds: taken() };
  };
}

/** The first that saw something; undefined where none did. */
async function first(looks: readonly Promise<Seen>[]): Promise<Seen> {
  const found = looks.map((look) =>
    look.then((seen) => seen ?? Promise.reject(new Error("nothing"))),
  );
  return Promise.any(found).catch(() => undefined);
}
