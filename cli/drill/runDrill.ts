import { afterListed, foreignIsBlocked, strangeUser } from "./blockSteps";
import type { DrillPlan } from "./drillPlan";
import { linesCameBack } from "./logStep";
import { processIsKilled, startProcess, type DrillProcess } from "./processStep";
import { InterruptedError, type Site } from "./site";
import { failed, skipped, type StepResult, type Verdict } from "./step";

/** What a drill leaves behind until it is cleaned up. */
export interface Leftovers {
  readonly addresses: Set<string>;
  readonly processes: DrillProcess[];
}

/**
 * Plays every step of a plan, one after the other. A step that fails does not stop the rest; an interruption does.
 * @param leftovers is written before anything is done, so that an interruption at any time can be cleaned up.
 * @param report hears each step as it begins and each result as it comes.
 */
export async function runDrill(
  site: Site,
  plan: DrillPlan,
  leftovers: Leftovers,
  report: { readonly begins: (step: string) => void; readonly ended: (result: StepResult) => void },
): Promise<void> {
  const results: StepResult[] = [];
  const add = (step: string, since: number, verdict: Verdict): void => {
    const result = { step, seconds: Math.round((Date.now() - since) / 100) / 10, ...verdict };
    results.push(result);
    report.ended(result);
  };
  const play = async (step: string, work: () => Promise<Verdict>): Promise<void> => {
    const since = Date.now();
    report.begins(step);
    add(step, since, await work().catch(asFailure));
  };
  const { login, foreign, listed, program } = plan;
  if ("rule" in login) {
    leftovers.addresses.add(foreign.first);
    await play("a foreign address is blocked", () =>
      foreignIsBlocked(site, login.rule, foreign.first),
    );
    for (const address of [...foreign.after, ...listed.map((one) => one.address)])
      leftovers.addresses.add(address);
    const since = Date.now();
    report.begins("the white list, then two foreign addresses");
    const result = await afterListed(site, login.rule, plan).catch((error: unknown) => ({
      window: asFailure(error),
      entries: [],
    }));
    for (const [step, verdict] of result.entries) add(step, since, verdict);
    add("two foreign addresses after white-listed ones", since, result.window);
    leftovers.addresses.add(foreign.strange);
    await play("a user with a strange name", () => strangeUser(site, login.rule, foreign.strange));
  } else {
    await play("a foreign address is blocked", () => Promise.resolve(skipped(login.skipped)));
  }
  if ("name" in program) {
    await play(`a listed process is ended`, async () => {
      const process = await startProcess(site, program.name);
      leftovers.processes.push(process);
      return processIsKilled(site, program.name, process);
    });
  } else {
    await play("a listed process is ended", () => Promise.resolve(skipped(program.skipped)));
  }
  const did = (step: string): boolean =>
    results.some((result) => result.step === step && result.outcome === "passed");
  await play("the log lines came back", () =>
    linesCameBack(site, {
      block: did("a foreign address is blocked"),
      kill: did("a listed process is ended"),
    }),
  );
}

function asFailure(error: unknown): Verdict {
  if (error instanceof InterruptedError) throw error;
  return failed(error instanceof Error ? error.message : String(error));
}
