import { Command, CommanderError } from "commander";

import { addAdopt } from "./adopt";
import { addCheck } from "./check";
import { EXIT, UsageError } from "./exit";
import { addImport } from "./import";
import { addLint } from "./lint";
import { addPlan } from "./plan";
import { addRender } from "./render";

/** Every verb, in the order of the help. */
const VERBS: readonly ((program: Command) => void)[] = [
  addLint,
  addImport,
  addAdopt,
  addPlan,
  addRender,
  addCheck,
];

/**
 * Runs one verb. A verb reports by setting `process.exitCode`, wrong use by throwing {@link UsageError}.
 * @param args what stands behind `active-response` on the command line.
 * @returns the exit code, see cli/exit.ts.
 */
export async function main(args: readonly string[]): Promise<number> {
  const program = newProgram();
  for (const addVerb of VERBS) addVerb(program);
  process.exitCode = EXIT.ok;
  try {
    await program.parseAsync(args, { from: "user" });
    return reportedCode();
  } catch (error) {
    return codeOf(error);
  }
}

/** What the verb reported; a function, because the compiler believes that it is still what it was set to. */
function reportedCode(): number {
  return Number(process.exitCode ?? EXIT.ok);
}

function newProgram(): Command {
  return (
    new Command("active-response")
      .description("active response for a Wazuh fleet: what an operator does between rollouts")
      .helpCommand(false)
      // Set before the verbs are added, because they copy it.
      .exitOverride()
      .configureOutput({
        outputError: (text, write) => {
          write(`active-response: ${text}`);
        },
      })
      .addHelpText(
        "after",
        "\nEach verb explains itself: active-response <verb> --help\n\nExit codes: 0 done or clean, 1 warnings, 2 errors or drift, 3 a host cannot be reached, 64 wrong use, 70 a fault of this program.\n",
      )
  );
}

function codeOf(error: unknown): number {
  // Commander has printed its own message; it exits with 1, which means warnings here.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UsageError) {
    console.error(`active-response: ${error.message}`);
    return EXIT.usage;
  }
  console.error(error);
  return EXIT.fault;
}
