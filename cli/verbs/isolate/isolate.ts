import { Option, type Command } from "commander";

import { runIsolation, type IsolationOptions } from "../../lib/isolation/run";
import { withIsolationOptions } from "../../lib/isolation/options";

/** Adds the verb `isolate`: cuts named agents off, but for what the stack lists. */
export function addIsolate(program: Command): void {
  withIsolationOptions(program.command("isolate <agent...>"))
    .description("cut an agent off from everything but the manager and what the stack lists")
    .requiredOption("-r, --reason <text>", "why, for the journal and the manager's log")
    .option("--alert <id>", "the alert that it is done for, for the journal")
    .addOption(
      new Option(
        "--outside [how]",
        "cut a server of Hetzner off by a firewall there too, which root on it cannot undo; only: by that alone",
      ).choices(["only"]),
    )
    .addHelpText(
      "after",
      '\nEach agent is named, and confirmed by its name; there is no way to name all. Shows first what\nstays reachable, and waits for the proof: packets from its manager that arrive since. Without\nthem it is isolated, but not proven. `active-response release` ends it.\n\n--print sends nothing: it prints the same call for the Wazuh dashboard\'s Dev Tools and for curl,\nwhich prove nothing by themselves, with what to check afterwards.\n\nExit codes: 0 isolated and proven, 2 refused, 3 no proof in time, or not proven.\n\nExamples:\n  active-response isolate gitlab --reason "crypto miner, ticket 4711"\n  active-response isolate 004 --reason "ticket 4711" --alert 1800000000.4242 --yes gitlab\n  active-response isolate gitlab --outside --reason "root is lost, ticket 4711"\n  active-response isolate gitlab --print\n',
    )
    .action(async (agents: readonly string[], options: IsolationOptions) => {
      process.exitCode = await runIsolation("isolate", agents, options);
    });
}
