import { setTimeout as sleep } from "node:timers/promises";

import { Option, type Command } from "commander";

import { printCoverage } from "../../../policy/plan/coverage/printCoverage";
import { bundledHosts, type BundledHost } from "../../lib/bundledHosts";
import { checkOver } from "../../lib/checkHosts";
import { coverageFor } from "../../lib/coverage";
import { EXIT, UsageError } from "../../lib/exit";
import { askHosts } from "../../lib/askHosts";
import { probe } from "../../lib/host/probe";
import type { GoodStack } from "../../lib/joined";
import { managerOf, type Over } from "../../lib/manager/manager";
import { isolatedSince } from "./isolatedSince";
import { during } from "../../lib/progress";
import { chosenStack, withStackOptions } from "../../lib/stackOptions";
import { writeRaw } from "../../../terminal/guard";
import { printStatus } from "./printStatus";
import { rowOf, type StatusRow } from "./statusRow";

interface Options {
  readonly stack?: string;
  readonly dir?: string;
  readonly json?: boolean;
  readonly watch?: boolean | string;
  readonly drift: boolean;
  readonly over?: Over;
}

/** Adds the verb `status`: how is every host, on one screen? Nothing is changed. */
export function addStatus(program: Command): void {
  withStackOptions(program.command("status"))
    .summary("every host on one screen: connection, isolation, blocks, last response, drift")
    .description(
      "show every host on one screen: connection, isolation, blocks, last response, drift",
    )
    .option("-w, --watch [seconds]", "refresh, every 5 seconds by default")
    .option("--json", "print one JSON document")
    .option("--no-drift", "skip the comparison with the stack: faster")
    .addOption(
      new Option("--over <way>", "ask the manager only by its API, or only over SSH").choices([
        "api",
        "ssh",
      ]),
    )
    .addHelpText(
      "after",
      "\nExit codes: 0 all well, 2 an agent has drift or no execd, 3 a host cannot be reached.\n\nExamples:\n  active-response status --stack prod\n  active-response status --watch 10 --no-drift\n",
    )
    .action(async (options: Options) => {
      process.exitCode = await status(options);
    });
}

async function status(options: Options): Promise<number> {
  const every = secondsOf(options.watch);
  if (every !== undefined && options.json) throw new UsageError("give --json or --watch, not both");
  const stack = await chosenStack(options);
  const hosts = await bundledHosts(stack);
  for (;;) {
    const { rows, coverage } = await look(stack, hosts, options);
    if (options.json) {
      console.log(JSON.stringify(rows, null, 2));
      for (const line of coverage) console.error(line);
    } else {
      // The screen is cleared only once there is something to show.
      if (every !== undefined && process.stdout.isTTY)
        writeRaw(process.stdout, "\u001B[2J\u001B[H");
      console.log([printStatus(rows, Date.now() / 1000), ...coverage].join("\n"));
    }
    if (every === undefined) return codeOf(rows);
    await sleep(every * 1000);
  }
}

async function look(
  stack: GoodStack,
  hosts: readonly BundledHost[],
  { drift, over }: Options,
): Promise<{ readonly rows: StatusRow[]; readonly coverage: readonly string[] }> {
  const bundles = new Map(hosts.map(({ input, bundle }) => [input.name, bundle]));
  return during(`asking ${hosts.length} hosts`, async ({ tell, note }) => {
    const known = managerOf(stack, over, note)
      .agents()
      .catch((error: unknown) => {
        note(`the manager's list of agents is missing: ${(error as Error).message}`);
        return undefined;
      });
    const asked = await askHosts(
      stack.input.ssh,
      hosts.map(({ input }) => input),
      async (run, host) => {
        const bundle = bundles.get(host.name);
        const state = await probe(run, stack.input.ssh, 1);
        if (!drift || !bundle) return { state };
        return { state, check: await checkOver(run, stack.input.ssh.sudo ?? false, bundle) };
      },
      {
        onDone: (done) => {
          tell(`asked ${done} of ${hosts.length} hosts`);
        },
      },
    );
    const enrolled = await known;
    const agents = new Map((enrolled ?? []).map((agent) => [agent.name, agent]));
    const coverage = enrolled && (await coverageFor(stack, enrolled));
    return {
      rows: asked
        .map((one) => rowOf(one, agents.get(one.host.name), bundles.get(one.host.name)?.role))
        .map((row) => withIsolation(row, isolatedSince(stack, row.host))),
      coverage: coverage ? printCoverage(coverage) : [],
    };
  });
}

/** A host that does not answer may do so because it is isolated. */
function withIsolation(row: StatusRow, isolated: string | undefined): StatusRow {
  if (row.reason === undefined || isolated === undefined) return row;
  return { ...row, reason: `${row.reason}; ${isolated}` };
}

function secondsOf(watch: Options["watch"]): number | undefined {
  if (watch === undefined || watch === false) return undefined;
  const seconds = watch === true ? 5 : Number(watch);
  if (Number.isFinite(seconds) && seconds >= 1) return seconds;
  throw new UsageError(
    `--watch: "${String(watch)}" is not a valid time; write whole seconds, at least 1`,
  );
}

function codeOf(rows: readonly StatusRow[]): number {
  if (rows.some(({ reason }) => reason !== undefined)) return EXIT.unreachable;
  const ill = rows.some(({ drift, execd }) => (drift?.length ?? 0) > 0 || execd === false);
  return ill ? EXIT.bad : EXIT.ok;
}
