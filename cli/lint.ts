import type { Command } from "commander";

import { today } from "../config/today";
import { lint } from "../policy/lint/lint";
import { lintOssecConf } from "../policy/lintFile/lintOssecConf";
import type { Finding } from "../policy/model/finding";
import { hostInputsOf } from "../config/hostInputs";
import { otherWays } from "../ssh/otherWays";
import { EXIT } from "./exit";
import { fileContext } from "./fileContext";
import { countFindings, printCount, printFindings, screenOf } from "./printFindings";
import { readText } from "./readText";
import { loadStack } from "./stack";

interface Options {
  readonly stack?: string;
  readonly dir?: string;
  readonly rules: readonly string[];
  readonly json?: boolean;
}

/** Adds the verb `lint`: what Wazuh would refuse, ignore or do otherwise than it reads, in the stack or in files. */
export function addLint(program: Command): void {
  program
    .command("lint")
    .description(
      "find what Wazuh refuses, ignores or reads otherwise than people do: in the stack's policy, or in the ossec.conf of an existing manager",
    )
    .argument("[file...]", "ossec.conf of a manager, - for standard input; without one the stack")
    .option("-s, --stack <name>", "stack; the only one of the folder by default")
    .option("--dir <folder>", "folder of the project", process.cwd())
    .option(
      "--rules <folder...>",
      "folders with your rules files; those beside an etc/ossec.conf are found by themselves",
      [],
    )
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      "\nExit codes: 0 clean (notes may be there), 1 warnings, 2 errors.\n\nExamples:\n  active-response lint --stack prod\n  active-response lint /var/ossec/etc/ossec.conf --json | jq '.findings[].reason'\n",
    )
    .action(async (files: string[], options: Options) => {
      process.exitCode = await run(files, options);
    });
}

async function run(files: readonly string[], options: Options): Promise<number> {
  const { what, findings } =
    files.length === 0 ? await lintStack(options) : lintFiles(files, options.rules);
  const count = countFindings(findings);
  if (options.json) {
    const { error: errors, warning: warnings, note: notes } = count;
    console.log(JSON.stringify({ what, errors, warnings, notes, findings }, null, 2));
  } else {
    process.stdout.write(printFindings(findings, screenOf(process.stdout, process.env)));
    console.log(printCount(what, count));
  }
  return count.error > 0 ? EXIT.bad : count.warning > 0 ? EXIT.warnings : EXIT.ok;
}

interface Linted {
  readonly what: string;
  readonly findings: readonly Finding[];
}

async function lintStack(options: Options): Promise<Linted> {
  const stack = await loadStack({ ...options, fileOnly: true });
  const what = `stack ${stack.name}`;
  if (!stack.ok) return { what, findings: stack.findings };
  return {
    what,
    findings: [
      ...stack.fillIns,
      ...(await otherWays({ ssh: stack.input.ssh, hosts: hostInputsOf(stack.input) })),
      ...lint(stack.policy, stack.fleet, { today: today() }),
    ],
  };
}

function lintFiles(files: readonly string[], rules: readonly string[]): Linted {
  const findings = files.flatMap((file) => lintOssecConf(readText(file), fileContext(file, rules)));
  const [one = ""] = files;
  return { what: files.length === 1 ? one : `${files.length} files`, findings };
}
