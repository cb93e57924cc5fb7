import type { Command } from "commander";

import { runIsolation, type IsolationOptions } from "./isolation/run";
import { withIsolationOptions } from "./isolation/options";

/** Adds the verb `isolate`: cuts named agents off, but for what the stack lists. */
export function addIsolate(program: Command): void {
  withIsolationOptions(program.command("isolate <agent...>"))
    .description("cut an agent off from everything but the manager and what the stack lists")
    .requiredOption("-r, --reason <text>", "why, for the journal and the manager's log")
    .option("--alert <id>", "the alert that it is done for, for the journal")
    .addHelpText(
      "after",
      '\nEach agent is named, and confirmed by its name; there is no way to name all. Shows first what\nstays reachable, and waits for the agent\'s own proof. `active-response release` ends it.\n\nExit codes: 0 isolated and proven, 2 refused, 3 no proof in time.\n\nExamples:\n  active-response isolate gitlab --reason "crypto miner, ticket 4711"\n  active-response isolate 004 --reason "ticket 4711" --alert 1800000000.4242 --yes gitlab\n',
    )
    .action(async (agents: readonly string[], options: IsolationOptions) => {
      process.exitCode = await runIsolation("isolate", agents, options);
    });
}
