import type { Command } from "commander";

import { allFindings } from "../../../config/allFindings";
import { today } from "../../../config/today";
import { acceptedOf, printAccepted, standing } from "../../../policy/lint/accepted";
import { lint } from "../../../policy/lint/lint";
import type { EnrolledAgent } from "../../../policy/model/enrolledAgent";
import type { Finding } from "../../../policy/model/finding";
import { hostInputsOf } from "../../../config/hostInputs";
import { otherWays } from "../../../ssh/otherWays";
import type { Fleet } from "../../../policy/model/fleet";
import type { Policy } from "../../../policy/model/policy";
import { EXIT, UsageError } from "../../lib/exit";
import { joinedHosts, type GoodStack } from "../../lib/joined";
import type { RunHere } from "../../../ssh/onHost";
import { enrolledOf } from "../../lib/manager/enrolled";
import { during } from "../../lib/progress";
import { lintManagersRules } from "../../../policy/lint/managersRules";
import { ManagersRules } from "../../lib/manager/managersRules";
import { placeOf, SUPPORTED } from "../../../policy/wazuh/versions/supported";
import { parseVersion, type WazuhVersion } from "../../../policy/wazuh/versions/wazuhVersion";
import { explainCode } from "./explainCode";
import { lintFiles, lintScripts, refuseMixed, type Linted } from "./lintGiven";
import { countFindings, printCount, printFindings, screenOf, wrap } from "./printFindings";
import { shortened } from "./shortened";
import { loadStack } from "../../lib/stack";
import { withStackOptions } from "../../lib/stackOptions";

interface Options {
  readonly stack?: string;
  readonly dir?: string;
  readonly rules: readonly string[];
  readonly json?: boolean;
  readonly enrolled?: boolean;
  readonly accepted?: boolean;
  readonly notes?: boolean;
  readonly script?: readonly string[];
  readonly timed?: boolean;
  readonly explain?: string;
  readonly wazuh?: string;
}

/** Adds the verb `lint`: what Wazuh would refuse, ignore or do otherwise than it reads, in the stack or in files. */
export function addLint(program: Command): void {
  withStackOptions(program.command("lint"))
    .summary("check the stack's policy, or an existing ossec.conf")
    .description(
      "find what Wazuh refuses, ignores or interprets differently than written: in the stack's policy, or in the ossec.conf of an existing manager",
    )
    .argument("[file...]", "ossec.conf of a manager, - for standard input; the stack by default")
    .option(
      "--rules <folder...>",
      "folders with the manager's own rules files, for a file or for the stack; those beside an etc/ossec.conf are found automatically",
      [],
    )
    .option(
      "--wazuh <version>",
      "with a file: the Wazuh that reads it, such as 4.12.0; by default that of bin/wazuh-control beside an etc/ossec.conf, else 4.14",
    )
    .option(
      "--enrolled",
      "ask the manager for its agents and its rules files: name the agents that a response does not cover and the rules that take an alert from one; without it only the files are checked",
    )
    .option(
      "--script <file...>",
      "check scripts alone, as ones that wazuh-execd runs without our runner; - for standard input",
    )
    .option(
      "--timed",
      "with --script: they are to be bound with a timeout, and must say check_keys",
    )
    .option("--explain <code>", "explain a code, with an example and what to write")
    .option("--accepted", "also print accepted findings, each with its reason")
    .option("--notes", "print every note and every FILL-IN in full, even on a terminal")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      "\nExit codes: 0 clean (perhaps with notes), 1 warnings, 2 errors. A manager that cannot be\nreached (--enrolled) does not change the exit code.\n\nExamples:\n  active-response lint --stack prod\n  active-response lint --stack prod --enrolled\n  active-response lint --explain unknown-rule\n  active-response lint --script ban.sh --timed\n  active-response lint /var/ossec/etc/ossec.conf --json | jq '.findings[].reason'\n",
    )
    .action(async (files: string[], options: Options) => {
      process.exitCode =
        options.explain === undefined ? await run(files, options) : explainCode(options.explain);
    });
}

async function run(files: readonly string[], options: Options): Promise<number> {
  if (files.length > 0 && options.enrolled)
    throw new UsageError("give --enrolled or files, not both: a file says nothing about the fleet");
  refuseMixed(files, options);
  if (files.length === 0 && options.wazuh !== undefined)
    throw new UsageError(
      "--wazuh is for files; in a stack write the version of each host (manager: { ..., version: 4.12.0 })",
    );
  const { what, findings } = options.script
    ? lintScripts(options.script, options.timed === true)
    : files.length === 0
      ? await lintStack(options)
      : lintFiles(files, options.rules, wazuhOf(options));
  const count = countFindings(standing(findings));
  const accepted = acceptedOf(findings);
  if (options.json) {
    const { error: errors, warning: warnings, note: notes } = count;
    const told = { what, errors, warnings, notes, findings: standing(findings), accepted };
    console.log(JSON.stringify(told, null, 2));
  } else {
    const shown = options.accepted ? findings : standing(findings);
    const screen = screenOf(process.stdout, process.env);
    // A person reads a screen; what reads a pipe gets every finding.
    const { full, lines } =
      process.stdout.isTTY && !options.notes ? shortened(shown) : { full: shown, lines: [] };
    process.stdout.write(printFindings(full, screen));
    for (const line of lines) console.log(wrap(line, screen.columns, indentOf(line)));
    console.log(printCount(what, count));
    const line = printAccepted(findings);
    if (line !== undefined) console.log(options.accepted ? line : `${line}; --accepted shows them`);
  }
  return count.error > 0 ? EXIT.bad : count.warning > 0 ? EXIT.warnings : EXIT.ok;
}

/** @throws UsageError for what is not a version that is supported. */
function wazuhOf({ wazuh }: Options): WazuhVersion | undefined {
  if (wazuh === undefined) return undefined;
  const version = parseVersion(wazuh);
  if (!version || placeOf(version) !== "supported")
    throw new UsageError(
      `--wazuh: ${JSON.stringify(wazuh)} is not a version of ${SUPPORTED}; write it as 4.12.0`,
    );
  return version;
}

/** Where the later lines of a line that is too long begin: below its second column, where it has one. */
function indentOf(line: string): string {
  const columns = /^ {2}\S+ +/.exec(line)?.[0].length ?? 2;
  return " ".repeat(columns);
}

async function lintStack(options: Options): Promise<Linted> {
  const stack = await loadStack({ ...options, fileOnly: options.enrolled !== true });
  const what = `stack ${stack.name}`;
  if (!stack.ok) return { what, findings: allFindings(stack, { today: today() }) };
  const rules = new ManagersRules(options.rules);
  const found = options.enrolled ? await withEnrolled(stack, rules) : judge(stack, stack);
  const { ssh } = stack.input;
  const ways = await otherWays({ ssh, hosts: hostInputsOf(stack.input) });
  const theirs = lintManagersRules(stack.policy, rules.known(), rules.ruleset());
  return { what, findings: [...stack.fillIns, ...ways, ...found, ...theirs] };
}

/** Judges the whole fleet, as far as other stacks hold parts of it, with the agents that the manager knows. */
async function withEnrolled(stack: GoodStack, rules: ManagersRules): Promise<readonly Finding[]> {
  return during("asking the manager for its agents", async ({ note }) => {
    const { policy, fleet } = await joinedHosts(stack);
    const warn = (line: string): void => {
      note(`warning: ${line}`);
    };
    const more = { more: (run: RunHere) => rules.ask(run, stack, warn) };
    return judge(stack, { policy, fleet }, await enrolledOf(stack, fleet, warn, more));
  });
}

function judge(
  { input }: GoodStack,
  { policy, fleet }: { readonly policy: Policy; readonly fleet: Fleet },
  enrolled?: readonly EnrolledAgent[],
): readonly Finding[] {
  return lint(policy, fleet, {
    today: today(),
    accept: input.lint?.accept,
    ...(enrolled && { enrolled }),
  });
}
