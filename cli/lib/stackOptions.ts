import type { Command } from "commander";

import { printFinding } from "../../policy/lint/printFinding";
import { UsageError } from "./exit";
import type { GoodStack } from "./joined";
import { loadStack, type StackChoice } from "./stack";

/** Adds the options that say which stack a verb is about. */
export function withStackOptions(command: Command): Command {
  return command
    .option(
      "-s, --stack <name>",
      "stack; by default the only one of the folder, or the one selected in pulumi",
    )
    .option("--dir <folder>", "folder of the project", process.cwd());
}

/** The stack that was chosen. @throws UsageError with every finding where its file is wrong. */
export async function chosenStack(choice: StackChoice): Promise<GoodStack> {
  const stack = await loadStack(choice);
  if (!stack.ok) throw new UsageError(stack.findings.map(printFinding).join("\n"));
  return stack;
}
