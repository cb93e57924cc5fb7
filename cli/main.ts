import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";

import { Command, CommanderError } from "commander";

import { addAdopt } from "./verbs/adopt/adopt";
import { ApiDownError, ApiError, ApiTrustError } from "./lib/api/apiError";
import { addBlocks } from "./verbs/blocks/blocks";
import { addCheck } from "./verbs/check/check";
import { addCompletion } from "./verbs/completion/completion";
import { addDrill } from "./verbs/drill/drill";
import { EXIT, EXIT_MEANINGS, UsageError } from "./lib/exit";
import { addImport } from "./verbs/import/import";
import { addIsolate } from "./verbs/isolate/isolate";
import { addLint } from "./verbs/lint/lint";
import { addMigrate } from "./verbs/migrate/migrate";
import { addObserved } from "./verbs/observed/observed";
import { addOff } from "./verbs/off/off";
import { addOn } from "./verbs/on/on";
import { addPlan } from "./verbs/plan/plan";
import { addRelease } from "./verbs/release/release";
import { addReplay } from "./verbs/replay/replay";
import { addRender } from "./verbs/render/render";
import { UnreachableError } from "../ssh/onHost";
import { addStatus } from "./verbs/status/status";
import { addTrust } from "./verbs/trust/trust";
import { addUnblock } from "./verbs/unblock/unblock";
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
  addReplay,
  addObserved,
  addOff,
  addOn,
  addMigrate,
];

/**
 * Runs one verb. A verb reports by setting `process.exitCode`, wrong use by throwing {@link UsageError}.
 * @param args what stands behind `active-response` on the command line.
 * @returns the exit code, see cli/lib/exit.ts.
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
    .description("active response for a Wazuh fleet: the operator's commands")
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
      `\nHelp for one verb: active-response <verb> --help\n\nExit codes:\n${codes.join("\n")}\n`,
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
