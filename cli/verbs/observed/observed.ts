import type { Command } from "commander";

import { readObserved, type Observed } from "../../../policy/plan/readObserved";
import { rolledOutHosts, runOnHosts } from "../../lib/runOnHosts";
import { EXIT, UsageError } from "../../lib/exit";
import { observedTable } from "../../lib/observedTable";
import { during } from "../../lib/progress";
import { chosenStack, withStackOptions } from "../../lib/stackOptions";
import { indented } from "../../../terminal/shown";

interface Options {
  readonly stack?: string;
  readonly dir?: string;
  readonly days: string;
  readonly json?: boolean;
}

/** Adds the verb `observed`: what would a stack that only observes have done? */
export function addObserved(program: Command): void {
  withStackOptions(program.command("observed"))
    .summary("what the responses would have done (mode: observe)")
    .description(
      "show by rule, agent and address what the responses of a stack with mode: observe would have done, from the hosts' own logs",
    )
    .option("--days <number>", "how far back", "7")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 3 a host cannot be reached.\n\nExamples:\n  active-response observed --stack prod --days 7\n  active-response observed --json | jq '.[] | select(.times > 10)'\n",
    )
    .action(async (options: Options) => {
      process.exitCode = await observed(options);
    });
}

// The day stands at the beginning of each line; what was rotated is read too.
const READ = `read -r days && from=$(date -d "-$days days" +%Y/%m/%d) || exit 1
cd /var/ossec/logs && for f in active-responses.log.1 active-responses.log; do
  [ ! -f $f ] || grep -aF "\\"active_response\\":{" $f | awk -v from="$from" "\\$1 >= from" || :
done`;

async function observed(options: Options): Promise<number> {
  if (!/^[1-9]\d{0,3}$/.test(options.days))
    throw new UsageError(`--days: "${options.days}" is not a valid number of days; write e.g. 7`);
  const stack = await chosenStack(options);
  const hosts = await rolledOutHosts(stack);
  const answers = await during(`reading the log of ${hosts.length} hosts`, () =>
    runOnHosts(stack.input.ssh, hosts, READ, `${options.days}\n`),
  );
  const found = readObserved(answers.map(({ host, stdout }) => ({ host, log: stdout })));
  console.log(options.json ? JSON.stringify(found, null, 2) : printObserved(found, options.days));
  if (stack.policy.mode !== "observe")
    console.error(
      "note: the stack does not have mode: observe, so its responses act; blocks and status show them",
    );
  const failed = answers.filter(({ ok }) => !ok);
  for (const { host, reason } of failed)
    console.error(`not read: ${host}: ${indented(reason ?? "")}`);
  return failed.length > 0 ? EXIT.unreachable : EXIT.ok;
}

/** A table, what would have happened most often first. */
function printObserved(found: readonly Observed[], days: string): string {
  return found.length === 0 ? `nothing would have been done in ${days} days` : observedTable(found);
}
