import type { Command } from "commander";

import { cleanUp } from "./cleanUp";
import { drillPlan, type DrillPlan } from "./drillPlan";
import { quickDrill } from "./quick";
import { junitOf, printReport, type DrillReport } from "./report";
import { runDrill, type Leftovers } from "./runDrill";
import { InterruptedError, openSite, type Site } from "./site";
import type { StepResult } from "./step";
import { EXIT, UsageError } from "../../lib/exit";
import { writeFile } from "../../lib/files/changeFile";
import { noteInJournal } from "../../lib/journal/journal";
import type { GoodStack } from "../../lib/joined";
import { during } from "../../lib/progress";
import { onHost } from "../../../ssh/onHost";
import { chosenStack, withStackOptions } from "../../lib/stackOptions";
import { indented } from "../../../terminal/shown";

interface Options {
  readonly stack?: string;
  readonly dir?: string;
  readonly agent?: string;
  readonly from?: string;
  readonly within: string;
  readonly json?: boolean;
  readonly junit?: string;
  readonly quick?: boolean;
}

/** Adds the verb `drill`: the proof from end to end, on one agent. */
export function addDrill(program: Command): void {
  withStackOptions(program.command("drill"))
    .summary("test the whole path on one agent, then clean up")
    .description(
      "test the whole path on one agent: block, white list, ignore window, kill, runners of scripts, log lines",
    )
    .option("-a, --agent <name>", "agent; the first of the stack by default")
    .option("-f, --from <address>", "foreign address, from a documentation network (203.0.113.241)")
    .option("--within <seconds>", "longest wait for each expected result", "30")
    .option(
      "-q, --quick",
      "only one message through the manager to the agent and back: seconds, no alert, nothing blocked",
    )
    .option("--json", "print one JSON document")
    .option("--junit <file>", "also write a JUnit XML report")
    .addHelpText(
      "after",
      "\nIt writes what sshd would write about failed logins of a user active-response-drill into the\nagent's log, so expect alerts of level 10; starts a copy of sleep under the name of a\nlisted program; and undoes all of it, also when interrupted. Of a script of your own it\nasks the runner on the agent what it would do, and never runs the script. It needs SSH\nto the agent and the manager.\n\nExit codes: 0 passed, 2 a step failed, 3 a host cannot be reached, 130 interrupted.\n\nExamples:\n  active-response drill --agent gitlab\n  active-response drill --quick --agent gitlab\n  active-response drill --stack prod --junit drill.xml --json\n",
    )
    .action(async (options: Options) => {
      process.exitCode = await drill(options);
    });
}

async function drill(options: Options): Promise<number> {
  const within = Number(options.within);
  if (!(within >= 1))
    throw new UsageError(`--within: "${options.within}" is not a valid time; write seconds`);
  const stack = await chosenStack(options);
  if (stack.policy.mode === "observe" && options.quick !== true)
    throw new UsageError(
      `stack ${stack.name} has mode: observe, so there is no block that a drill could prove; remove mode first, and use active-response observed until then; nothing was done`,
    );
  const report = await playOn(stack, options, within);
  console.log(options.json ? JSON.stringify(report, null, 2) : printReport(report));
  if (options.junit !== undefined) writeFile(options.junit, junitOf(report));
  await noteInJournal(stack, { verb: "drill", agents: [report.agent], outcome: report.outcome });
  if (report.outcome === "interrupted") return EXIT.interrupted;
  return report.outcome === "passed" ? EXIT.ok : EXIT.bad;
}

async function playOn(
  stack: GoodStack,
  { agent: name, from, quick }: Options,
  within: number,
): Promise<DrillReport> {
  const { ssh, manager, agents } = stack.input;
  const input = name === undefined ? agents[0] : agents.find((agent) => agent.name === name);
  const host = stack.fleet.agents.find((agent) => agent.name === input?.name);
  if (!input || !host)
    throw new UsageError(
      `--agent: "${name ?? ""}" is not an agent of this stack; write one of ${agents.map((agent) => agent.name).join(", ")}`,
    );
  const began = new Date();
  const steps: StepResult[] = [];
  const plan = quick === true ? undefined : drillPlan(stack.policy, host, from);
  const leftovers: Leftovers = { addresses: new Set(), expected: new Set(), processes: [] };
  const stopping = new AbortController();
  const stop = (): void => {
    stopping.abort();
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    await during(`drill on ${input.name}`, async ({ tell, note }) => {
      if (plan === undefined) {
        steps.push(...(await quickDrill(stack, input.name, within, stopping.signal, note)));
        return;
      }
      await onHost(ssh, input, (agentRun) =>
        onHost(ssh, manager, async (managerRun) => {
          const site = await openSite(
            ssh,
            { name: input.name, run: agentRun },
            managerRun,
            within,
            stopping.signal,
          );
          await refuseIfOff(site);
          await refuseIfBlocked(site, plan);
          await runDrill(site, plan, leftovers, {
            begins: (step) => {
              tell(`drill on ${input.name}: ${step}`);
            },
            ended: (result) => steps.push(result),
          });
        }),
      );
    }).catch((error: unknown) => {
      if (!(error instanceof InterruptedError)) throw error;
    });
  } finally {
    // Also where the drill broke off: what it did must not stay.
    const since = Date.now();
    if (leftovers.addresses.size + leftovers.processes.length > 0) {
      const verdict = await during("cleaning up", () => cleanUp(ssh, input, leftovers));
      steps.push({
        step: "cleaned up",
        seconds: Math.round((Date.now() - since) / 100) / 10,
        ...verdict,
      });
      if (verdict.outcome === "failed") console.error(indented(verdict.detail));
    }
    for (const signal of SIGNALS) process.off(signal, stop);
  }
  return {
    stack: stack.name,
    agent: input.name,
    began: began.toISOString(),
    seconds: Math.round((Date.now() - began.getTime()) / 100) / 10,
    outcome: stopping.signal.aborted
      ? "interrupted"
      : steps.some(({ outcome }) => outcome === "failed")
        ? "failed"
        : "passed",
    steps,
  };
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Nothing acts there, and every step would wait in vain. */
async function refuseIfOff({ agent, onAgent }: Site): Promise<void> {
  const off = (await onAgent("head -n 1 /var/ossec/active-response/off 2>/dev/null || :")).trim();
  if (off !== "")
    throw new UsageError(
      `responses are switched off on ${agent} (${off}); bring them back first (active-response on); nothing was done`,
    );
}

/** A block that was there before is somebody else's, and would be lifted at the end. */
async function refuseIfBlocked(site: Site, { foreign, listed, login }: DrillPlan): Promise<void> {
  if (!("rule" in login)) return;
  const ours = [
    foreign.first,
    ...foreign.after,
    foreign.strange,
    ...listed.map(({ address }) => address),
  ];
  const blocked = await site.blocked();
  const found = ours.filter((address) => blocked.includes(address));
  if (found.length === 0) return;
  throw new UsageError(
    `${found.join(", ")} is blocked on ${site.agent} already; unblock it first (active-response unblock), or write another --from; nothing was done`,
  );
}
