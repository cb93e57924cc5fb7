import type { Command } from "commander";

import { today } from "../config/today";
import { colours } from "./colours";
import { lint } from "../policy/lint/lint";
import { printFinding } from "../policy/lint/printFinding";
import { readDeployed } from "../policy/plan/deployed";
import type { Plan } from "../policy/plan/plan";
import { planOf } from "../policy/plan/planOf";
import { printPlan } from "../policy/plan/printPlan";
import { printPlanMarkdown } from "../policy/plan/printPlanMarkdown";
import { bundlesOf } from "../policy/render/renderFleet";
import { EXIT, UsageError } from "./exit";
import { joinedHosts, type GoodStack } from "./joined";
import { during } from "./progress";
import { exportOf } from "./pulumi";
import { loadStack } from "./stack";

interface Options {
  readonly stack?: string;
  readonly dir?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** Adds the verb `plan`: what would the next `pulumi up` do, on one screen? */
export function addPlan(program: Command): void {
  program
    .command("plan")
    .description("say on one screen what the next pulumi up would change, and what that restarts")
    .option("-s, --stack <name>", "stack; the only one of the folder by default")
    .option("--dir <folder>", "folder of the project", process.cwd())
    .option("--markdown", "print Markdown, for the comment under a pull request")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      "\nThe last deployment is read from the stack's state; no host is asked, and nothing is changed.\n" +
        "\nExit codes: 0 done, 2 the policy has errors, 64 wrong use.\n\nExamples:\n  active-response plan --stack prod\n  active-response plan --markdown >comment.md\n",
    )
    .action(async (options: Options) => {
      process.exitCode = await plan(options);
    });
}

async function plan(options: Options): Promise<number> {
  if (options.json && options.markdown) throw new UsageError("give --json or --markdown, not both");
  const stack = await loadStack(options);
  if (!stack.ok) throw new UsageError(stack.findings.map(printFinding).join("\n"));
  for (const finding of stack.fillIns) console.error(`warning: ${printFinding(finding)}`);
  const made = await during("reading the last deployment", ({ note }) => makePlan(stack, note));
  if (!made) return EXIT.bad;
  console.log(print(made, options));
  return EXIT.ok;
}

async function makePlan(stack: GoodStack, note: (line: string) => void): Promise<Plan | undefined> {
  const { policy, fleet, hosts, findings } = await joinedHosts(stack);
  const found = [...findings, ...lint(policy, fleet, { today: today() })];
  for (const finding of found) {
    if (finding.severity !== "note") note(`${finding.severity}: ${printFinding(finding)}`);
  }
  if (found.some(({ severity }) => severity === "error")) return undefined;
  const before = readDeployed(await exportOf(stack.dir, stack.name));
  return planOf({
    before,
    after: bundlesOf(policy, fleet, hosts, stack.input.repair),
    policy,
    fleet,
    defer: stack.input.rollout?.deferArConfChanges ?? false,
  });
}

function print(made: Plan, { json, markdown }: Options): string {
  if (json) return JSON.stringify(made, null, 2);
  if (markdown) return printPlanMarkdown(made).trimEnd();
  return printPlan(made, {
    add: colours.green,
    remove: colours.red,
    warn: colours.yellow,
    bold: colours.bold,
  });
}
