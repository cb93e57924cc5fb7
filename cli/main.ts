import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";

import { Command, CommanderError } from "commander";

import { addAdopt } from "./adopt";
import { ApiDownError, ApiError, ApiTrustError } from "./api/apiError";
import { addBlocks } from "./blocks";
import { addCheck } from "./check";
import { addCompletion } from "./completion";
import { addDrill } from "./drill";
import { EXIT, EXIT_MEANINGS, UsageError } from "./exit";
import { addImport } from "./import";
import { addIsolate } from "./isolate";
import { addLint } from "./lint";
import { addObserved } from "./observed";
import { addOff } from "./off";
import { addOn } from "./on";
import { addPlan } from "./plan";
import { addRelease } from "./release";
import { addRender } from "./render";
import { UnreachableError } from "../ssh/onHost";
import { addStatus } from "./status";
import { addTrust } from "./trust";
import { addUnblock } from "./unblock";
import { guard } from "../terminal/guard";
import { indented } from "../terminal/shown";

/** Every verb, in the order of the help. */
const VERBS: readonly ((program: Command) => void)[] = [
  addLint,
  addImport,
  addAdopt,
  addTrust,
  addPlan,
  addRender,
  addCheck,
  addStatus,
  addBlocks,
  addUnblock,
  addIsolate,
  addRelease,
  addDrill,
  addCompletion,
  addObserved,
  addOff,
  addOn,
];

/**
 * Runs one verb. A verb reports by setting `process.exitCode`, wrong use by throwing {@link UsageError}.
 * @param args what stands behind `active-response` on the command line.
 * @returns the exit code, see cli/exit.ts.
 */
export async function main(args: readonly string[]): Promise<number> {
  // Whatever is printed from here on goes through it: no verb has to think of it, and none can forget it.
  guard(process.stdout);
  guard(process.stderr);
  const program = newProgram();
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

/** The whole command line; completion and the tests of the documentation read it, too. */
export function newProgram(): Command {
  const codes = Object.entries(EXIT_MEANINGS).map(
    ([code, meaning]) => `  ${code.padEnd(3)} ${meaning}`,
  );
  const program = new Command("active-response")
    .description("active response for a Wazuh fleet: what an operator does between rollouts")
    .helpCommand(false)
    .version(ownVersion(), "-V, --version")
    // Set before the verbs are added, because they copy it.
    .exitOverride()
    .configureOutput({
      outputError: (text, write) => {
        write(`active-response: ${text}`);
      },
    })
    .addHelpText(
      "after",
      `\nEach verb explains itself: active-response <verb> --help\n\nExit codes:\n${codes.join("\n")}\n`,
    );
  for (const addVerb of VERBS) addVerb(program);
  return program;
}

function ownVersion(): string {
  const text = readFileSync(join(__dirname, "..", "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

function codeOf(error: unknown): number {
  // Commander has printed its own message; it exits with 1, which means warnings here.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UsageError) {
    console.error(`active-response: ${error.message}`);
    return EXIT.usage;
  }
  if (error instanceof ApiError || error instanceof ApiTrustError) {
    console.error(`active-response: ${error.message}`);
    return EXIT.bad;
  }
  if (error instanceof UnreachableError || error instanceof ApiDownError) {
    console.error(`active-response: ${indented(error.message)}`);
    return EXIT.unreachable;
  }
  // What somebody wrote for people, or the system said of a file; any other kind is a bug, and its stack trace is wanted.
  const foreseen = error instanceof Error && error.name === "Error";
  console.error(foreseen ? `active-response: ${indented(error.message)}` : inspect(error));
  return EXIT.fault;
}
