import type { Command } from "commander";

import { switchFleet, type SwitchOptions } from "./switch";

/** Adds the verb `on`: what `off` stopped acts again. */
export function addOn(program: Command): void {
  program
    .command("on")
    .description(
      "bring back what off stopped: the responses, and the blocks whose time is not over",
    )
    .option("-r, --reason <words>", "why; it goes into every host's logs", "switched on again")
    .option(
      "-s, --stack <name>",
      "stack; by default the only one of the folder, or the one selected in pulumi",
    )
    .option("--dir <folder>", "folder of the project", process.cwd())
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      "\nExit codes: 0 on everywhere, 3 some host is NOT on (named).\n" +
        "\nExamples:\n  active-response on --stack prod\n  active-response on --reason 'the provider is on the white list now'\n",
    )
    .action(async (options: SwitchOptions) => {
      process.exitCode = await switchFleet("on", options);
    });
}
