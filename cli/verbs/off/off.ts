import type { Command } from "commander";

import { switchFleet, type SwitchOptions } from "../../lib/switch/switch";
import { withStackOptions } from "../../lib/stackOptions";

/** Adds the verb `off`: break the glass, no response of ours acts any longer. */
export function addOff(program: Command): void {
  withStackOptions(program.command("off"))
    .summary("stop all our responses on every host within seconds")
    .description(
      "stop all our responses on every host within seconds, and let the blocked addresses through; on restores everything",
    )
    .requiredOption("-r, --reason <words>", "why; it goes into every host's logs")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      "\nIsolation and release by hand keep working; isolated hosts stay isolated.\nA rollout does not switch responses back on.\n" +
        "\nExit codes: 0 off everywhere, 3 some host is NOT off (named).\n\nExamples:\n  active-response off --reason 'blocks the payment provider'\n  active-response off --stack prod --reason 'incident 42'\n",
    )
    .action(async (options: SwitchOptions) => {
      process.exitCode = await switchFleet("off", options);
    });
}
