import type { Command } from "commander";

import { today } from "../../../config/today";
import { stackSchema, type HostInput, type StackInput } from "../../../policy/model/stack";
import { printFinding } from "../../../policy/lint/printFinding";
import { ReadError } from "../../../policy/wazuh/read/readError";
import { renderHost } from "../../../policy/render/renderHost";
import { withAdopted } from "./adoptFile";
import { adoptInto, type Adopting, type RawStack } from "./adoptInto";
import { adoptReport, printAdoptReport, type AdoptReport } from "./adoptReport";
import { EXIT, UsageError } from "../../lib/exit";
import { changeFile } from "../../lib/files/changeFile";
import { printOtherWays } from "../../lib/printOtherWays";
import { readManager, type ManagerFiles } from "../../lib/manager/managerFiles";
import { during } from "../../lib/progress";
import { readText } from "../../lib/readText";
import { readStackFile } from "../../lib/stack";
import { withStackOptions } from "../../lib/stackOptions";
import { UnreachableError } from "../../../ssh/onHost";

interface Options {
  readonly stack?: string;
  readonly dir?: string;
  readonly file?: string;
  readonly write?: boolean;
  readonly json?: boolean;
}

/** Adds the verb `adopt`: convert what a running manager binds by hand, without changing what it means. */
export function addAdopt(program: Command): void {
  withStackOptions(program.command("adopt"))
    .summary("convert what a running manager binds by hand to stack configuration")
    .description(
      "read what a running manager binds by hand and convert it to stack configuration; the next pulumi up takes it over, or changes nothing",
    )
    .option("-f, --file <ossec.conf>", "a copy of the master's ossec.conf, instead of the live one")
    .option("--write", "write the result into the stack file; the default is to print it only")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      "\nThe stack file needs ssh and manager. Nothing is changed on any host.\n" +
        "\nExit codes: 0 all of it is taken over, 1 something stays by hand, 2 it cannot be adopted,\n3 a manager cannot be reached.\n" +
        "\nExamples:\n  active-response adopt --stack prod\n  active-response adopt --stack prod --write && pulumi preview --diff\n",
    )
    .action(async (options: Options) => {
      process.exitCode = await adopt(options);
    });
}

async function adopt(options: Options): Promise<number> {
  const { file, raw: given, written } = await readStackFile(options);
  const raw: RawStack = { agents: [], responses: [], whitelist: {}, ...given };
  let managers: ReadonlyMap<string, ManagerFiles>;
  try {
    managers = await readManagers(raw, options);
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    console.error(`active-response: ${error.message}`);
    await printOtherWays(managersOf(raw));
    return EXIT.unreachable;
  }
  let adopting: Adopting;
  try {
    adopting = adoptInto(raw, managers, today());
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    console.error(`ossec.conf:${error.line}:${error.column}: error: ${error.meaning}`);
    return EXIT.bad;
  }
  const reports = reportsOf(adopting, managers);
  console.log(
    options.json ? JSON.stringify(reports, null, 2) : reports.map(printAdoptReport).join("\n\n"),
  );
  for (const { unread } of managers.values())
    for (const one of unread) console.error(`not read: ${one}`);
  if (reports.some(({ lost }) => lost.length > 0)) return EXIT.bad;
  if (losesIgnoreWindow(adopting))
    console.error(
      "warning: the stack removes the ignore window of the bound rules (our rules file overwrites them); write ignoreWindow: keep to leave them as they are",
    );
  const texts = reports.reduce((sum, report) => sum + report.texts.length, 0);
  if (texts > 0) {
    // The agents of another file stay there.
    const { agents = [] } = written;
    writeOrTell(file, { ...adopting, raw: { ...adopting.raw, agents } }, options);
  }
  return reports.some(({ stays }) => stays.length > 0) ? EXIT.warnings : EXIT.ok;
}

function losesIgnoreWindow({ raw, adoptions }: Adopting): boolean {
  const kept = [...adoptions.values()].some(({ ignoreWindow }) => ignoreWindow === "keep");
  return kept && raw["ignoreWindow"] !== "keep";
}

async function readManagers(
  raw: RawStack,
  { file }: Options,
): Promise<ReadonlyMap<string, ManagerFiles>> {
  const { ssh, hosts } = managersOf(raw);
  if (file !== undefined)
    return new Map([
      [hosts[0].name, { conf: readText(file), rules: [], rulesFiles: [], unread: [] }],
    ]);
  return readAll(ssh, hosts);
}

/** The nodes of the manager, the master first, and the way to them. */
function managersOf(raw: RawStack): {
  readonly ssh: StackInput["ssh"];
  readonly hosts: readonly [HostInput, ...HostInput[]];
} {
  const shape = stackSchema
    .pick({ ssh: true, manager: true, workers: true })
    .loose()
    .safeParse(raw);
  if (!shape.success) {
    const what = shape.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new UsageError(`adopt needs ssh and manager in the stack file: ${what.join("; ")}`);
  }
  const { ssh, manager, workers = [] } = shape.data;
  return { ssh, hosts: [manager, ...workers] };
}

async function readAll(
  ssh: StackInput["ssh"],
  hosts: readonly HostInput[],
): Promise<ReadonlyMap<string, ManagerFiles>> {
  return during(`reading ${hosts.map(({ name }) => name).join(", ")}`, async () => {
    const all = hosts.map(async (host) => [host.name, await readManager(ssh, host)] as const);
    return new Map(await Promise.all(all));
  });
}

function reportsOf(
  { adoptions, parsed: { policy, fleet } }: Adopting,
  managers: ReadonlyMap<string, ManagerFiles>,
): AdoptReport[] {
  return [fleet.master, ...fleet.workers].flatMap((host) => {
    const adoption = adoptions.get(host.name);
    const files = managers.get(host.name);
    const { part = "" } = renderHost(policy, fleet, host);
    return adoption && files ? [adoptReport(host.name, files.conf, adoption, part)] : [];
  });
}

function writeOrTell(file: string, { raw, warnings }: Adopting, { write, json }: Options): void {
  const say = (line: string): void => {
    if (json) console.error(line);
    else console.log(line);
  };
  if (!write) {
    say(`\nNothing was written. With --write it goes into ${file}.`);
    return;
  }
  changeFile(file, (text) => withAdopted(text, raw));
  for (const finding of warnings.filter(({ severity }) => severity === "warning"))
    console.error(`warning: ${printFinding(finding)}`);
  say(
    `\nWritten to ${file}. Next: pulumi preview --diff shows the change, pulumi up makes it in one transaction, and only if\n` +
      "what the manager has loaded means the same afterwards. pulumi destroy restores the original text.\n" +
      "Whom these responses would have blocked in the last 30 days: active-response replay --from-manager",
  );
}
