import { EXIT, UsageError } from "../exit";
import { noteInJournal } from "../journal/journal";
import type { GoodStack } from "../joined";
import type { Target } from "../manager/findAgents";
import { managerOf, type Over } from "../manager/manager";
import {
  isolateOutside,
  notHetzner,
  outsideServer,
  releaseOutside,
  type OutsideServer,
} from "../outside/outside";
import { during } from "../progress";
import { chosenStack } from "../stackOptions";
import { act, type About } from "./act";
import { confirmed } from "./confirm";
import { isolationFor, isolationOn } from "./isolationFor";
import { printCall } from "./printCall";
import { printProof } from "./printProof";
import type { Proof } from "./proof";
import { printReachable } from "./reachable";
import type { Wanted } from "./seen";
import { targetsOf } from "./targets";

/** What isolate and release can be told. */
export interface IsolationOptions extends About {
  readonly stack?: string;
  readonly dir?: string;
  readonly yes: readonly string[];
  readonly over?: Over;
  readonly within: string;
  readonly json?: boolean;
  /** Sends nothing, and prints the call. */
  readonly print?: boolean;
  /** True is beside the table on the host, `only` is instead of it. */
  readonly outside?: boolean | "only";
}

/** How it ended for one agent, inside and outside of it. */
type Ended = Proof & { readonly outside?: readonly string[] };

/** Isolates or releases the named agents, and waits for each one's proof. @returns the exit code */
export async function runIsolation(
  verb: Wanted,
  named: readonly string[],
  options: IsolationOptions,
): Promise<number> {
  const seconds = Number(options.within);
  if (!(seconds >= 1))
    throw new UsageError(`--within: "${options.within}" is not a valid time; write seconds`);
  const { outside = false } = options;
  const stack = await chosenStack(options);
  if (options.print === true) return printCall(verb, named, stack, options);
  const { manager, targets } = await during(
    "asking the manager for its agents",
    async (progress) => {
      const way = managerOf(stack, options.over, progress.note);
      return { manager: way, targets: await targetsOf(verb, named, stack, way, progress) };
    },
  );
  if (verb === "isolate") {
    for (const target of targets) {
      const isolation =
        outside === "only" ? isolationOn(stack, target) : isolationFor(stack, target);
      console.error(
        printReachable(
          stack,
          target.agent,
          isolation ?? { kind: "isolate-host", allow: [] },
          outside,
        ),
      );
    }
  }
  const servers = await serversOf(verb, stack, targets, outside);
  for (const { agent } of targets) {
    if (await confirmed(verb, agent, options.yes)) continue;
    console.error(`nothing was done: "${agent.name}" was not confirmed`);
    return EXIT.usage;
  }
  const ended: Ended[] = [];
  // What lets packets through comes first at a release, and last at an isolation, which needs the manager's word to arrive.
  const off =
    verb === "release"
      ? await eachOutside(verb, stack, targets, servers, options)
      : new Map<string, readonly string[]>();
  const proofs =
    outside === "only" ? [] : await act(verb, stack, manager, targets, options, seconds);
  const on =
    verb === "isolate" && outside !== false
      ? await eachOutside(verb, stack, targets, servers, options)
      : off;
  for (const { agent } of targets) {
    const words = on.get(agent.name) ?? [];
    const proof = proofs.find(({ name }) => name === agent.name);
    const alone = {
      name: agent.name,
      id: agent.id,
      outcome: verb,
      proof: words.join("; "),
      seconds: 0,
    };
    ended.push({ ...(proof ?? alone), ...(words.length > 0 && { outside: words }) });
  }
  console.log(options.json ? JSON.stringify(ended, null, 2) : ended.map(print).join("\n"));
  if (ended.some(({ outcome }) => outcome === "no proof" || outcome === "not proven"))
    return EXIT.unreachable;
  const missing =
    verb === "isolate" && outside !== false && targets.some(({ agent }) => !on.has(agent.name));
  return !missing && ended.every(({ outcome }) => outcome === verb) ? EXIT.ok : EXIT.bad;
}

function print({ outside = [], ...proof }: Ended): string {
  const lines = outside.map((words) => `  ${words}`);
  return [
    proof.proof === outside.join("; ") ? `${proof.name} (${proof.id}):` : printProof(proof),
    ...lines,
  ].join("\n");
}

/**
 * Servers of Hetzner by agent, looked up before anything is done. Beside the table a host that is none of them is one
 * sentence; alone there would be nothing to do. A release asks wherever there is a token.
 */
async function serversOf(
  verb: Wanted,
  stack: GoodStack,
  targets: readonly Target[],
  outside: boolean | "only",
): Promise<ReadonlyMap<string, OutsideServer>> {
  const servers = new Map<string, OutsideServer>();
  if (verb === "isolate" && outside === false) return servers;
  for (const { agent, host } of targets) {
    try {
      const server = await outsideServer(stack, host);
      if (server) servers.set(agent.name, server);
      else if (verb === "isolate") throw new UsageError(notHetzner(agent.name));
    } catch (error) {
      const { message } = error as Error;
      if (outside === "only") throw error;
      console.error(
        verb === "isolate"
          ? message
          : `warning: it is not known whether Hetzner's firewall is on ${agent.name}: ${message}`,
      );
    }
  }
  return servers;
}

/** Sentences by agent. What fails outside is said, and does not stop what is done on the host. */
async function eachOutside(
  verb: Wanted,
  stack: GoodStack,
  targets: readonly Target[],
  servers: ReadonlyMap<string, OutsideServer>,
  { reason, alert, outside }: IsolationOptions,
): Promise<Map<string, readonly string[]>> {
  const words = new Map<string, readonly string[]>();
  for (const target of targets) {
    const { name } = target.agent;
    const server = servers.get(name);
    if (!server) continue;
    try {
      const said =
        verb === "isolate"
          ? await isolateOutside(stack, target, isolationOn(stack, target), server)
          : await releaseOutside(server);
      words.set(name, said);
      if (said.length === 0) continue;
      const about = {
        ...(reason !== undefined && { reason }),
        ...(alert !== undefined && { alert }),
      };
      await noteInJournal(stack, {
        ...{ verb, ...about, agents: [name], outcome: `${verb}: ${said.join("; ")}` },
        way: "Hetzner's firewall",
      });
    } catch (error) {
      const { message } = error as Error;
      if (outside === "only") throw error;
      console.error(
        verb === "isolate"
          ? `Hetzner's firewall does NOT cut ${name} off: ${message}`
          : `Hetzner's firewall on ${name} could NOT be taken off: ${message}`,
      );
    }
  }
  return words;
}
