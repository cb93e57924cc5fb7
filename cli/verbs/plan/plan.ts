import type { Command } from "commander";

import { today } from "../../../config/today";
import { colours } from "../../lib/colours";
import { printAccepted, standing } from "../../../policy/lint/accepted";
import { lint } from "../../../policy/lint/lint";
import { lintManagersRules } from "../../../policy/lint/managersRules";
import { printFinding } from "../../../policy/lint/printFinding";
import { readDeployed } from "../../../policy/plan/deployed";
import type { Plan } from "../../../policy/plan/plan";
import { planOf } from "../../../policy/plan/planOf";
import { printPlan } from "../../../policy/plan/printPlan";
import { printPlanMarkdown } from "../../../policy/plan/printPlanMarkdown";
import { staleVersions } from "../../../policy/plan/versionsOf";
import { bundlesOf } from "../../../policy/render/renderFleet";
import { EXIT, UsageError } from "../../lib/exit";
import { joinedHosts, type GoodStack } from "../../lib/joined";
import { enrolledOf } from "../../lib/manager/enrolled";
import { during } from "../../lib/progress";
import { exportOf } from "../../lib/pulumi/pulumi";
import { refusedStack } from "../../lib/refusedStack";
import { loadStack } from "../../lib/stack";
import { ManagersRules } from "../../lib/manager/managersRules";
import { withStackOptions } from "../../lib/stackOptions";

interface Options {
  readonly stack?: string;
  readonly dir?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly enrolled?: boolean;
  readonly rules: readonly string[];
}

/** Adds the verb `plan`: what would the next `pulumi up` do, on one screen? */
export function addPlan(program: Command): void {
  withStackOptions(program.command("plan"))
    .summary("what the next pulumi up would change and restart, on one screen")
    .description("show on one screen what the next pulumi up would change, and what that restarts")
    .option(
      "--enrolled",
      "ask the manager for its agents and show which ones the policy covers; same as rollout.coverage: ask",
    )
    .option(
      "--rules <folder...>",
      "folders with the manager's own rules files: say which of their rules take an alert from a response",
      [],
    )
    .option("--no-enrolled", "ask no host, whatever the stack says")
    .option("--markdown", "print Markdown, for a pull request comment")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      "\nThe last deployment is read from the stack's state. No host is contacted, except the manager if\n" +
        "--enrolled or the stack (rollout.coverage: ask) says so; coverage is then printed last. A manager\n" +
        "that cannot be reached is a warning and changes nothing else.\n" +
        "\nExit codes: 0 done, 2 the policy has errors, 64 wrong usage.\n\nExamples:\n  active-response plan --stack prod\n  active-response plan --markdown >comment.md\n",
    )
    .action(async (options: Options) => {
      process.exitCode = await plan(options);
    });
}

async function plan(options: Options): Promise<number> {
  if (options.json && options.markdown) throw new UsageError("give --json or --markdown, not both");
  const stack = await loadStack(options);
  if (!stack.ok) throw refusedStack(stack);
  for (const finding of stack.fillIns) console.error(`warning: ${printFinding(finding)}`);
  const made = await during("reading the last deployment", ({ note }) =>
    makePlan(stack, options, note),
  );
  if (!made) return EXIT.bad;
  console.log(print(made, options));
  return EXIT.ok;
}

async function makePlan(
  stack: GoodStack,
  options: Options,
  note: (line: string) => void,
): Promise<Plan | undefined> {
  const { policy, fleet, hosts, findings } = await joinedHosts(stack);
  const warn = (line: string): void => {
    note(`warning: ${line}`);
  };
  const rules = new ManagersRules(options.rules);
  const enrolled =
    (options.enrolled ?? asks(stack))
      ? await enrolledOf(stack, fleet, warn, { more: (run) => rules.ask(run, stack, warn) })
      : undefined;
  const accept = stack.input.lint?.accept;
  const context = { today: today(), accept, ...(enrolled && { enrolled }) };
  const found = [...findings, ...lint(policy, fleet, context)];
  // What stands in the manager's own files is said, and stops no plan: it is not of the policy.
  const theirs = lintManagersRules(policy, rules.known(), rules.ruleset());
  for (const finding of standing([...found, ...theirs])) {
    if (finding.severity !== "note") note(`${finding.severity}: ${printFinding(finding)}`);
  }
  const accepted = printAccepted(found);
  if (accepted !== undefined) note(`${accepted}; active-response lint --accepted shows them`);
  if (found.some(({ severity }) => severity === "error")) return undefined;
  const before = readDeployed(await exportOf(stack.dir, stack.name));
  for (const line of staleVersions(fleet, before?.versions)) note(`warning: ${line}`);
  return planOf({
    before,
    after: bundlesOf(policy, fleet, hosts, stack.input.repair),
    policy,
    fleet,
    defer: stack.input.rollout?.deferArConfChanges ?? false,
    enrolled,
  });
}

/** A plan is the preview on one screen: it asks whom the preview asks. */
function asks({ input: { rollout } }: GoodStack): boolean {
  return rollout?.coverage === "ask";
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
