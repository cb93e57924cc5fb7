import { noteInJournal } from "../journal/journal";
import type { GoodStack } from "../joined";
import { idsOf, type Target } from "../manager/findAgents";
import type { Manager } from "../manager/manager";
import { during } from "../progress";
import { COMMANDS } from "./command";
import { whyFive } from "./ofFive";
import { watchFor, type Proof } from "./proof";
import { releaseOverSsh } from "./releaseOverSsh";
import type { Wanted } from "./seen";

/** Why, and for which alert, it is done: for the journal. */
export interface About {
  readonly reason?: string | undefined;
  readonly alert?: string | undefined;
}

/** Tells the agents, and waits for each one's proof; a release that the manager cannot bring goes over SSH to the agent. */
export async function act(
  verb: Wanted,
  stack: GoodStack,
  manager: Manager,
  targets: readonly Target[],
  about: About,
  seconds: number,
): Promise<Proof[]> {
  const names = targets.map(({ agent }) => agent.name).join(", ");
  return during(`${verb}: ${names}`, async ({ tell }) => {
    const here = targets.filter(
      (target) =>
        verb === "isolate" || (target.agent.status === "active" && whyFive(target) === undefined),
    );
    const away = targets.filter((target) => !here.includes(target));
    const told =
      here.length > 0 ? await throughManager(verb, stack, manager, here, about, seconds, tell) : [];
    const proofs = await Promise.all([
      ...told.map(async (proof) => {
        const target = here.find(({ agent }) => agent.id === proof.id);
        if (verb === "isolate" || proof.outcome !== "no proof" || !target) return proof;
        return releaseOverSsh(stack, target, "the manager's command did not arrive");
      }),
      ...away.map((target) => releaseOverSsh(stack, target, whyAway(target))),
    ]);
    for (const { name, outcome, proof, seconds: taken, way } of proofs) {
      await noteInJournal(stack, {
        ...entryOf(verb, about),
        agents: [name],
        outcome: proof === undefined ? outcome : `${outcome}: ${proof}`,
        way: way ?? manager.way(),
        seconds: taken,
      });
    }
    return proofs;
  });
}

function whyAway(target: Target): string {
  const five = whyFive(target);
  return five === undefined
    ? `the manager reports the agent as ${target.agent.status}`
    : `the agent ${five}`;
}

async function throughManager(
  verb: Wanted,
  stack: GoodStack,
  manager: Manager,
  targets: readonly Target[],
  about: About,
  seconds: number,
  tell: (text: string) => void,
): Promise<Proof[]> {
  const watches = await Promise.all(targets.map((target) => watchFor(verb, stack, target)));
  const start = Date.now();
  const agents = targets.map(({ agent }) => agent.name);
  try {
    await manager.send(idsOf(targets), COMMANDS[verb]);
  } catch (error) {
    const { message } = error as Error;
    await noteInJournal(stack, { ...entryOf(verb, about), agents, outcome: message });
    if (verb === "isolate") throw error;
    return Promise.all(targets.map((target) => releaseOverSsh(stack, target, message)));
  }
  // Before the wait: an operator who does not wait for the proof is in the journal, too.
  const sent = noteInJournal(stack, {
    ...entryOf(verb, about),
    ...{ agents, outcome: "sent", way: manager.way() },
  });
  tell(`sent by ${manager.way()}; waiting for the agent's proof`);
  const proofs = await Promise.all(watches.map((watch) => watch(start, seconds)));
  await sent;
  return proofs;
}

function entryOf(verb: Wanted, { reason, alert }: About) {
  return {
    verb,
    ...(reason !== undefined && { reason }),
    ...(alert !== undefined && { alert }),
  };
}
