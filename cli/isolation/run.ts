import { setTimeout as sleep } from "node:timers/promises";

import { colours } from "../colours";

import { EXECUTABLES } from "../../policy/model/executables";
import type { Command } from "../api/wazuhApi";
import { EXIT, UsageError } from "../exit";
import { noteInJournal } from "../journal/journal";
import type { GoodStack } from "../joined";
import { findAgents, idsOf, type Target } from "../manager/findAgents";
import { managerOf, type Manager, type Over } from "../manager/manager";
import { during } from "../progress";
import { chosenStack } from "../stackOptions";
import { confirmed } from "./confirm";
import { isolationFor } from "./isolationFor";
import { watchFor, type Proof } from "./proof";
import { printReachable } from "./reachable";
import type { Wanted } from "./seen";

/** What isolate and release can be told. */
export interface IsolationOptions {
  readonly stack?: string;
  readonly dir?: string;
  readonly yes: readonly string[];
  readonly over?: Over;
  readonly within: string;
  readonly json?: boolean;
  readonly reason?: string;
  readonly alert?: string;
}

/** How long agents get to come back after a restart of their manager, in milliseconds: agentd tries every ten seconds. */
const RECONNECT = 15_000;

/** Rule of the documentation for an isolation by hand; it triggers nothing, and makes the log line findable. */
const RULE = "100099";

const COMMANDS = {
  isolate: { command: `!${EXECUTABLES.isolate}`, alert: { rule: { id: RULE } } },
  release: { command: `!${EXECUTABLES.release}`, alert: { rule: { id: RULE } } },
} as const satisfies Record<Wanted, Command>;

/** Isolates or releases the named agents, and waits for each one's proof. @returns the exit code */
export async function runIsolation(
  verb: Wanted,
  named: readonly string[],
  options: IsolationOptions,
): Promise<number> {
  const seconds = Number(options.within);
  if (!(seconds >= 1))
    throw new UsageError(`--within: "${options.within}" is no time; write seconds`);
  const stack = await chosenStack(options);
  const { manager, targets } = await during(
    "asking the manager for its agents",
    async ({ note, tell }) => {
      const way = managerOf(stack, options.over, note);
      const find = async (): Promise<Target[]> =>
        findAgents(named, await way.agents(), stack.input.agents);
      return { manager: way, targets: await onceConnected(find, tell) };
    },
  );
  for (const target of targets) {
    const isolation = isolationFor(stack, target);
    if (verb === "isolate") console.error(printReachable(stack, target.agent, isolation));
  }
  for (const { agent } of targets) {
    if (await confirmed(verb, agent, options.yes)) continue;
    console.error(`nothing was done: "${agent.name}" was not confirmed`);
    return EXIT.usage;
  }
  const proofs = await act(verb, stack, manager, targets, options, seconds);
  console.log(options.json ? JSON.stringify(proofs, null, 2) : proofs.map(print).join("\n"));
  if (proofs.some(({ outcome }) => outcome === "no proof")) return EXIT.unreachable;
  return proofs.every(({ outcome }) => outcome === verb) ? EXIT.ok : EXIT.bad;
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

async function act(
  verb: Wanted,
  stack: GoodStack,
  manager: Manager,
  targets: readonly Target[],
  { reason, alert }: IsolationOptions,
  seconds: number,
): Promise<Proof[]> {
  const command: Command = COMMANDS[verb];
  return during(
    `${verb}: ${targets.map(({ agent }) => agent.name).join(", ")}`,
    async ({ tell }) => {
      const watches = await Promise.all(targets.map((target) => watchFor(verb, stack, target)));
      const start = Date.now();
      const about = {
        verb,
        ...(reason !== undefined && { reason }),
        ...(alert !== undefined && { alert }),
      };
      const agents = targets.map(({ agent }) => agent.name);
      try {
        await manager.send(idsOf(targets), command);
      } catch (error) {
        await noteInJournal(stack, { ...about, agents, outcome: (error as Error).message });
        throw error;
      }
      // Before the wait: an operator who does not wait for the proof is in the journal, too.
      const sent = noteInJournal(stack, { ...about, agents, outcome: "sent", way: manager.way() });
      tell(`sent by ${manager.way()}; waiting for the agent's proof`);
      const proofs = await Promise.all(watches.map((watch) => watch(start, seconds)));
      await sent;
      for (const { name, outcome, proof, seconds: taken } of proofs) {
        await noteInJournal(stack, {
          ...about,
          agents: [name],
          outcome: proof === undefined ? outcome : `${outcome}: ${proof}`,
          way: manager.way(),
          seconds: taken,
        });
      }
      return proofs;
    },
  );
}

function print({ name, id, outcome, proof, seconds }: Proof): string {
  const who = `${name} (${id})`;
  switch (outcome) {
    case "isolate":
      return `${colours.green("✓")} ${who} is isolated, after ${seconds} s; proof: ${proof ?? ""}`;
    case "release":
      return `${colours.green("✓")} ${who} is released, after ${seconds} s; proof: ${proof ?? ""}`;
    case "refused":
      return `${colours.red("✗")} ${who} refused: ${proof ?? ""}`;
    case "no proof":
      return `${colours.red("✗")} ${who}: the command was sent, but nothing proves it after ${seconds} s; see active-responses.log there, and active-response status`;
  }
}
