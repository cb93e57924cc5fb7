import type { Command } from "commander";

import { withIsolationOptions } from "../../lib/isolation/options";
import { runIsolation, type IsolationOptions } from "../../lib/isolation/run";

/** Adds the verb `release`: ends the isolation of named agents. */
export function addRelease(program: Command): void {
  withIsolationOptions(program.command("release <agent...>"))
    .summary("end the isolation of an agent")
    .description("end the isolation of an agent")
    .option("-r, --reason <text>", "why, for the journal and the manager's log")
    .addHelpText(
      "after",
      '\nAn agent that the manager cannot reach is released over SSH, and a firewall that\nisolate --outside has put on its server is removed.\n\n--print sends nothing: it prints the same call for the Wazuh dashboard\'s Dev Tools and for curl.\n\nExit codes: 0 released and proven, 2 refused, 3 no proof in time.\n\nExamples:\n  active-response release gitlab\n  active-response release 004 --reason "clean since the reinstall" --yes gitlab\n  active-response release gitlab --print\n',
    )
    .action(async (agents: readonly string[], options: IsolationOptions) => {
      process.exitCode = await runIsolation("release", agents, options);
    });
}
