import { basename } from "node:path";

import type { Command } from "commander";

import { parseFleet } from "../../../policy/model/parseFleet";
import type { Fleet } from "../../../policy/model/fleet";
import { fromOssecConf } from "../../../policy/migrate/fromOssecConf";
import { migrationOf, type Migration } from "../../../policy/migrate/migration";
import { ReadError } from "../../../policy/wazuh/read/readError";
import { EXIT, UsageError } from "../../lib/exit";
import { joinedHosts } from "../../lib/joined";
import { readText } from "../../lib/readText";
import { refusedStack } from "../../lib/refusedStack";
import { loadStack } from "../../lib/stack";
import { withStackOptions } from "../../lib/stackOptions";
import { checkFolder, writeMigration } from "./migrationFolder";
import { printMigration } from "./printMigration";

interface Options {
  readonly stack?: string;
  readonly dir?: string;
  readonly json?: boolean;
  readonly out?: string;
  readonly manager?: string;
}

/** Adds the verb `migrate`: what a policy becomes in Wazuh 5. */
export function addMigrate(program: Command): void {
  withStackOptions(program.command("migrate"))
    .summary("beta: what a stack, or an existing ossec.conf, becomes in Wazuh 5")
    .description(
      "beta: say what each response becomes in Wazuh 5 (channel, monitor, script), what is lost, and what cannot be said there; nothing is sent anywhere",
    )
    .argument("[file]", "ossec.conf of a 4.14 manager, - for standard input; the stack by default")
    .option("-o, --out <folder>", "write channels, monitors, scripts and a script that brings them")
    .option(
      "--manager <address>",
      "with a file: address of the manager of version 5, which no script blocks",
    )
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      "\nWazuh 5 is in beta itself. The white list is in the scripts, and again in the monitors' queries.\nResponses need findings: in the stack file, the UUIDs of rules of Wazuh 5 (docs/configuration.md).\n" +
        "\nExit codes: 0 all of it can be said, 1 there is no response, 2 something cannot be said, or Wazuh\ncannot read the file, 64 wrong usage.\n\nExamples:\n  active-response migrate --stack prod\n  active-response migrate --stack prod --out five\n  active-response migrate /var/ossec/etc/ossec.conf\n  ssh wazuh cat /var/ossec/etc/ossec.conf | active-response migrate - --json\n",
    )
    .action(async (file: string | undefined, options: Options) => {
      process.exitCode = await run(file, options);
    });
}

async function run(file: string | undefined, options: Options): Promise<number> {
  const { out, json } = options;
  if (out !== undefined) checkFolder(out);
  const asked = file === undefined ? await ofStack(options) : ofFile(file, options);
  if (asked === undefined) return EXIT.bad;
  const { what, migration } = asked;
  const written = out === undefined ? undefined : writeMigration(out, migration);
  console.log(
    json
      ? JSON.stringify(shown(what, migration), null, 2)
      : printMigration(what, migration, { out, written, ofStack: file === undefined }),
  );
  if (migration.impossible.length > 0) return EXIT.bad;
  return migration.responses.length === 0 ? EXIT.warnings : EXIT.ok;
}

interface Asked {
  readonly what: string;
  readonly migration: Migration;
}

async function ofStack(options: Options): Promise<Asked> {
  if (options.manager !== undefined)
    throw new UsageError("--manager: goes with a file; a stack names its manager itself");
  const stack = await loadStack({ ...options, fileOnly: true });
  if (!stack.ok) throw refusedStack(stack);
  const { policy, fleet } = await joinedHosts(stack);
  return { what: `stack ${stack.name}`, migration: migrationOf(policy, fleet) };
}

/** @returns undefined where Wazuh cannot read the file, which is said. */
function ofFile(file: string, { manager, stack }: Options): Asked | undefined {
  if (stack !== undefined) throw new UsageError("give --stack or a file, not both");
  const fleet = manager === undefined ? undefined : fleetOfOne(manager);
  const text = readText(file);
  try {
    const { policy, ofFile: more } = fromOssecConf(text, basename(file));
    return { what: file, migration: migrationOf(policy, fleet, more) };
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    console.error(`${file}:${error.line}:${error.column}: error: ${error.meaning}`);
    return undefined;
  }
}

/** All that scripts must know of a fleet: the manager that they never block. */
function fleetOfOne(address: string): Fleet {
  if (!/^[A-Za-z0-9:][\w.:-]*$/.test(address))
    throw new UsageError(`--manager: ${JSON.stringify(address)} is not an address or a name`);
  const parsed = parseFleet({
    master: { name: "manager", role: "master", address },
    workers: [],
    agents: [],
  });
  if (parsed.ok) return parsed.fleet;
  throw new UsageError(`--manager: ${parsed.findings.map(({ reason }) => reason).join("; ")}`);
}

/** What --json prints: the scripts by their paths alone; --out writes them. */
function shown(what: string, { scripts, ...migration }: Migration): object {
  return { what, beta: true, ...migration, scripts: scripts.map(({ path }) => path) };
}
