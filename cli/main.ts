import { Command, CommanderError } from "commander";

import { addCheck } from "./check";
import { EXIT, UsageError } from "./exit";

/** Every verb, in the order of the help. */
const VERBS: readonly ((program: Command) => void)[] = [addCheck];

/**
 * Runs one verb. A verb reports by setting `process.exitCode`, wrong use by throwing {@link UsageError}.
 * @param args what stands behind `active-response` on the command line.
 * @returns the exit code, see cli/exit.ts.
 */
export async function main(args: readonly string[]): Promise<number> {
  stopWhenTheReaderStops();
  const program = newProgram();
  for (const addVerb of VERBS) addVerb(program);
  process.exitCode = EXIT.ok;
  try {
    await program.parseAsync(args, { from: "user" });
    return Number(process.exitCode);
  } catch (error) {
    return codeOf(error);
  }
}

function newProgram(): Command {
  return (
    new Command("active-response")
      .description("active response for a Wazuh fleet: what an operator does between rollouts")
      .helpCommand(false)
      // Set before the verbs are added, because they copy it.
      .exitOverride()
      .configureOutput({ outputError: (text, write) => write(`active-response: ${text}`) })
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

/** `active-response ... | head` is no fault: the reader has seen enough. */
function stopWhenTheReaderStops(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(EXIT.ok);
  });
}
