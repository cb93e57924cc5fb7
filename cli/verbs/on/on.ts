import type { Command } from "commander";

import { switchFleet, type SwitchOptions } from "../../lib/switch/switch";
import { withStackOptions } from "../../lib/stackOptions";

/** Adds the verb `on`: what `off` stopped acts again. */
export function addOn(program: Command): void {
  withStackOptions(program.command("on"))
    .summary("restore what off stopped")
    .description("restore what off stopped: the responses, and the blocks that have not expired")
    .option("-r, --reason <words>", "why; it goes into every host's logs", "switched on again")
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
