import { afterListed, foreignIsBlocked, strangeUser } from "./blockSteps";
import type { DrillPlan } from "./drillPlan";
import { linesCameBack } from "./logStep";
import { scriptSteps } from "./scriptStep";
import { processIsKilled, startProcess, type DrillProcess } from "./processStep";
import { InterruptedError, type Site } from "./site";
import { failed, skipped, type StepResult, type Verdict, type Work } from "./step";

/** What a drill leaves behind until it is cleaned up; written before it is done. */
export interface Leftovers {
  /** Addresses that may be blocked. */
  readonly addresses: Set<string>;
  /** Those of them that were attacked so that they are blocked. */
  readonly expected: Set<string>;
  readonly processes: DrillProcess[];
}

/** Hears each step as it begins, and each result as it comes. */
export interface Listener {
  readonly begins: (step: string) => void;
  readonly ended: (result: StepResult) => void;
}

const BLOCK = "a foreign address is blocked";
const WINDOW = "two foreign addresses after white-listed ones";
const STRANGE = "a user with a strange name";
const KILL = "a listed process is ended";
const LINES = "the log lines came back";

/**
 * Plays every step of a plan, one after the other. A step that fails does not stop the rest.
 * @throws InterruptedError
 */
export async function runDrill(
  site: Site,
  plan: DrillPlan,
  leftovers: Leftovers,
  listener: Listener,
): Promise<void> {
  const done = new Set<string>();
  for (const [step, work] of stepsOf(site, plan, leftovers, done)) {
    const since = Date.now();
    listener.begins(step);
    const verdict = await work().catch(asFailure);
    const seconds = Math.round((Date.now() - since) / 100) / 10;
    const named = "outcome" in verdict ? [[step, verdict] as const] : verdict;
    for (const [name, one] of named) {
      if (one.outcome === "passed") done.add(name);
      listener.ended({ step: name, seconds, ...one });
    }
  }
}

/** @param done names of the steps that passed so far. */
function stepsOf(
  site: Site,
  plan: DrillPlan,
  leftovers: Leftovers,
  done: ReadonlySet<string>,
): (readonly [string, Work])[] {
  const { program } = plan;
  const kill: Work =
    "skipped" in program
      ? () => Promise.resolve(skipped(program.skipped))
      : async () => {
          const process = await startProcess(site, program.name);
          leftovers.processes.push(process);
          return processIsKilled(site, program.name, process);
        };
  return [
    ...blockSteps(site, plan, leftovers),
    [KILL, kill],
    ...scriptSteps(site, plan),
    [LINES, () => linesCameBack(site, { block: done.has(BLOCK), kill: done.has(KILL) })],
  ];
}

function blockSteps(
  site: Site,
  plan: DrillPlan,
  { addresses, expected }: Leftovers,
): (readonly [string, Work])[] {
  const { login, foreign, listed } = plan;
  if ("skipped" in login) return [[BLOCK, () => Promise.resolve(skipped(login.skipped))]];
  const attack = (...attacked: string[]): void => {
    for (const address of attacked) {
      addresses.add(address);
      expected.add(address);
    }
  };
  return [
    [
      BLOCK,
      () => {
        attack(foreign.first);
        return foreignIsBlocked(site, login.rule, foreign.first);
      },
    ],
    [
      WINDOW,
      async () => {
        attack(...foreign.after);
        for (const { address } of listed) addresses.add(address);
        const { window, entries } = await afterListed(site, login.rule, plan);
        return [...entries, [WINDOW, window]];
      },
    ],
    [
      STRANGE,
      () => {
        addresses.add(foreign.strange);
        return strangeUser(site, login.rule, foreign.strange);
      },
    ],
  ];
}

function asFailure(error: unknown): Verdict {
  if (error instanceof InterruptedError) throw error;
  return failed(error instanceof Error ? error.message : String(error));
}
