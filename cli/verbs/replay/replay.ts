import { statSync } from "node:fs";

import type { Command } from "commander";

import { parseDuration } from "../../../policy/model/duration";
import { ValueError } from "../../../policy/model/valueError";
import { renderPage } from "../../../policy/replay/page/page";
import { Replay } from "../../../policy/replay/replay";
import type { Report } from "../../../policy/replay/report/report";
import { writeFile } from "../../lib/files/changeFile";
import { EXIT, UsageError } from "../../lib/exit";
import type { GoodStack } from "../../lib/joined";
import { during } from "../../lib/progress";
import { chosenStack, withStackOptions } from "../../lib/stackOptions";
import { sideAt } from "./against";
import { sideOf } from "./side";
import { fetchAlerts } from "./fromManager";
import { printReport } from "./printReport";
import { playFiles } from "./read/playFiles";

interface Options {
  readonly stack?: string;
  readonly dir?: string;
  readonly fromManager?: boolean;
  readonly since?: string;
  readonly limit: string;
  readonly against?: string;
  readonly loginDays: string;
  readonly normalHosts: string;
  readonly json?: boolean;
  readonly html?: string;
}

/** Adds the verb `replay`: what would this policy have done with the alerts that were? */
export function addReplay(program: Command): void {
  withStackOptions(program.command("replay"))
    .summary("whom recorded alerts would have blocked under this policy, harm first")
    .description(
      "play recorded alerts (alerts.json, gzip too) under the stack's policy: whom it would have blocked, locked or ended, harm first; nothing is changed anywhere",
    )
    .argument("[file...]", "alerts.json of managers, plain or gzip; - for standard input")
    .option("--from-manager", "read the alerts of the stack's managers over SSH instead")
    .option(
      "--since <time>",
      "only alerts of the last 30d, 12h, ... (default with --from-manager: 30d)",
    )
    .option("--limit <megabytes>", "most that --from-manager brings here, packed", "2048")
    .option(
      "--against <stack@rev>",
      "set the policy of a revision in git beside it: what is new, what is gone",
    )
    .option(
      "--login-days <number>",
      "a log-in so many days before or after a block counts as harm",
      "7",
    )
    .option(
      "--normal-hosts <number>",
      "a program on more hosts than this, for over a day, counts as normal",
      "3",
    )
    .option("--json", "print one JSON document")
    .option("--html <file>", "write one page with a timeline, which needs no network")
    .addHelpText(
      "after",
      `
Exit codes: 0 played, and no harm was found; 1 harm, or something in the input was passed over, or
none of it is of matter; 3 a manager cannot be reached.

Examples:
  active-response replay alerts.json ossec-alerts-*.json.gz --stack prod
  zcat old/*.gz | active-response replay - --json
  active-response replay --from-manager --since 30d --html report.html
  active-response replay alerts.json --against prod@HEAD~1
`,
    )
    .action(async (files: string[], options: Options) => {
      process.exitCode = await run(files, options);
    });
}

async function run(files: readonly string[], options: Options): Promise<number> {
  if (options.fromManager === true && files.length > 0)
    throw new UsageError("give files or --from-manager, not both");
  if (files.length === 0 && options.fromManager !== true)
    throw new UsageError("name alerts.json files, - for standard input, or --from-manager");
  const stack = await chosenStack(options);
  const settings = {
    days: numberOf("--login-days", options.loginDays),
    hosts: numberOf("--normal-hosts", options.normalHosts),
    known: stack.input.replay?.known ?? [],
    now: await sideOf(stack),
    // sshd sets it: "ADDRESS PORT ADDRESS PORT".
    operator: process.env["SSH_CONNECTION"]?.split(" ")[0] ?? "",
    ...(options.against !== undefined && { then: await sideAt(options.against, stack) }),
  };
  const since = sinceOf(options);
  const start = (): Replay & { readonly since?: number } => {
    const replay = new Replay(settings);
    return Object.assign(replay, {
      take: replay.take.bind(replay),
      held: replay.held.bind(replay),
      ...(since !== undefined && { since }),
    });
  };
  if (options.html !== undefined) mayWrite(options.html);
  const report = options.fromManager
    ? await fromManager(stack, options, start)
    : await during(`playing ${files.length} files`, () => played(files, start));
  if (options.html !== undefined) writePage(options.html, report);
  console.log(options.json ? JSON.stringify(report, null, 2) : printReport(report));
  return exitCode(report);
}

type Start = () => Replay & { readonly since?: number };

async function played(files: readonly string[], start: Start): Promise<Report> {
  const { played: replay, faults } = await playFiles(files, start);
  return replay.report(faults.input(files));
}

async function fromManager(stack: GoodStack, options: Options, start: Start): Promise<Report> {
  const { ssh, manager, workers = [] } = stack.input;
  const days = Math.ceil(parsedSeconds(options.since ?? DEFAULT_SINCE) / 86_400);
  const limit = numberOf("--limit", options.limit) * 2 ** 20;
  const hosts = [manager, ...workers];
  const fetched = await during(
    `reading the alerts of ${hosts.map(({ name }) => name).join(", ")}`,
    () => fetchAlerts(ssh, hosts, days, limit),
  );
  try {
    return await during("playing them", () => played(fetched.files, start));
  } finally {
    fetched.remove();
  }
}

const DEFAULT_SINCE = "30d";

function sinceOf({ since, fromManager }: Options): number | undefined {
  const given = since ?? (fromManager ? DEFAULT_SINCE : undefined);
  return given === undefined ? undefined : Date.now() - parsedSeconds(given) * 1000;
}

function parsedSeconds(since: string): number {
  try {
    return parseDuration(since);
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    throw new UsageError(`--since: "${since}" is not a length of time; write 30d, 12h or 90m`);
  }
}

function numberOf(option: string, text: string): number {
  if (!/^\d{1,6}$/.test(text))
    throw new UsageError(
      `${option}: "${text}" is not a whole number; write one of up to six digits`,
    );
  return Number(text);
}

/** Asked before anything is played: an hour's work is not thrown away for a name. */
function mayWrite(file: string): void {
  try {
    if (statSync(file).isFile()) return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
  }
  throw new UsageError(
    `--html: "${file}" is not a file that can be written; name one, as report.html`,
  );
}

function writePage(file: string, report: Report): void {
  writeFile(file, renderPage(report));
  console.error(`${file} is written`);
}

function exitCode({ harm, input }: Report): number {
  return harm.length > 0 || input.faults.length > 0 || input.alerts === 0 ? EXIT.warnings : EXIT.ok;
}
