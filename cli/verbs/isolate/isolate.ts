import { Option, type Command } from "commander";

import { runIsolation, type IsolationOptions } from "../../lib/isolation/run";
import { withIsolationOptions } from "../../lib/isolation/options";

/** Adds the verb `isolate`: cuts named agents off, but for what the stack lists. */
export function addIsolate(program: Command): void {
  withIsolationOptions(program.command("isolate <agent...>"))
    .summary("cut an agent off, except from the manager and what the stack lists")
    .description("cut an agent off from everything except the manager and what the stack lists")
    .requiredOption("-r, --reason <text>", "why, for the journal and the manager's log")
    .option("--alert <id>", "id of the alert behind it, for the journal")
    .addOption(
      new Option(
        "--outside [how]",
        "also cut a Hetzner server off by a firewall at Hetzner, which root on the server cannot undo; only: by that firewall alone",
      ).choices(["only"]),
    )
    .addHelpText(
      "after",
      '\nEach agent is named and confirmed by name; there is no way to isolate all at once. Shows what\nstays reachable first, then waits for the proof: packets from its manager that arrive afterwards.\nWithout them it is isolated, but not proven. `active-response release` ends it.\n\n--print sends nothing: it prints the same call for the Wazuh dashboard\'s Dev Tools and for curl,\nwhich prove nothing by themselves, with what to check afterwards.\n\nExit codes: 0 isolated and proven, 2 refused, 3 no proof in time, or not proven.\n\nExamples:\n  active-response isolate gitlab --reason "crypto miner, ticket 4711"\n  active-response isolate 004 --reason "ticket 4711" --alert 1800000000.4242 --yes gitlab\n  active-response isolate gitlab --outside --reason "root is lost, ticket 4711"\n  active-response isolate gitlab --print\n',
    )
    .action(async (agents: readonly string[], options: IsolationOptions) => {
      process.exitCode = await runIsolation("isolate", agents, options);
    });
}
