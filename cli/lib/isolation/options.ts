import { Option, type Command } from "commander";

import { withStackOptions } from "../stackOptions";

/** Adds the options that isolate and release share. */
export function withIsolationOptions(command: Command): Command {
  return withStackOptions(command)
    .option(
      "-y, --yes <name>",
      "confirm an agent by name (for scripts); repeat for each agent",
      gather,
      [],
    )
    .addOption(
      new Option("--over <way>", "reach the manager only by its API, or only over SSH").choices([
        "api",
        "ssh",
      ]),
    )
    .option("--within <seconds>", "how long to wait for the proof", "60")
    .addOption(
      new Option(
        "--print",
        "send nothing: print the API call, for the Wazuh dashboard and for curl",
      )
        // Nothing is done, so there is nothing to give a reason for.
        .implies({ reason: "" })
        .conflicts(["yes", "outside"]),
    )
    .option("--json", "print one JSON document");
}

function gather(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
