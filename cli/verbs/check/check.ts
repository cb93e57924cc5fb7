import { join } from "node:path";

import type { Command } from "commander";

import { today } from "../../../config/today";
import { colours } from "../../lib/colours";
import { bundledHosts } from "../../lib/bundledHosts";
import { expiredEntries } from "../../../policy/plan/coverage/expired";
import { printCoverage } from "../../../policy/plan/coverage/printCoverage";
import { CHECK_SECONDS, checkHosts, type HostCheck } from "../../lib/checkHosts";
import { askCoverage, withCoverage } from "../../lib/coverage";
import { EXIT, UsageError } from "../../lib/exit";
import { changeFile } from "../../lib/files/changeFile";
import { during } from "../../lib/progress";
import { printOtherWays } from "../../lib/printOtherWays";
import { withRepairs } from "./repairs";
import type { LoadedStack } from "../../lib/stack";
import { chosenStack, withStackOptions } from "../../lib/stackOptions";
import { tableOf } from "../../lib/table";

interface Options {
  readonly stack?: string;
  readonly dir?: string;
  readonly json?: boolean;
  readonly fix?: boolean;
  readonly limit: string;
}

/** Adds the verb `check`: is every host as the stack says? Nothing is changed. */
export function addCheck(program: Command): void {
  withStackOptions(program.command("check"))
    .summary("compare every host with the stack (drift); changes nothing on hosts")
    .description(
      "compare every host with the stack, read only: files that changed, are missing or were tampered with, what is not loaded, what has expired, and agents that the manager knows and the stack does not",
    )
    .option("--json", "print one JSON document")
    .option("--limit <seconds>", "longest wait for one host", `${CHECK_SECONDS}`)
    .option(
      "--fix",
      "note the hosts with drift in the stack file, so that the next pulumi up repairs only those",
    )
    .addHelpText(
      "after",
      "\nExit codes: 0 clean, 1 an enrolled agent outside the stack is not covered, 2 drift, 3 a host\ncannot be reached or does not answer in time.\n\nExamples:\n  active-response check --stack prod\n  active-response check --json | jq '.[] | select(.state != \"clean\")'\n",
    )
    .action(async (options: Options) => {
      process.exitCode = await check(options);
    });
}

async function check(options: Options): Promise<number> {
  if (!/^[1-9]\d{0,3}$/.test(options.limit))
    throw new UsageError(
      `--limit: "${options.limit}" is not a valid number of seconds; write 1 to 9999`,
    );
  const stack = await chosenStack(options);
  const hosts = await bundledHosts(stack);
  const { looked, coverage } = await during(
    `checking ${hosts.length} hosts`,
    async ({ tell, note }) => {
      const looked = await checkHosts(stack.input.ssh, hosts, Number(options.limit), (done) => {
        tell(`checked ${done} of ${hosts.length} hosts`);
      });
      // A manager that cannot be looked at has been waited for once; its API may still answer.
      const lost = looked.some(({ role, reason }) => role === "master" && reason !== undefined);
      const ask = !lost || stack.input.api !== undefined;
      const over = lost ? "api" : undefined;
      return { looked, coverage: ask ? await askCoverage(stack, note, over) : undefined };
    },
  );
  const dated = withExpired(looked, expiredEntries(stack.policy, today()));
  const checks = coverage ? withCoverage(dated, coverage) : dated;
  console.log(options.json ? JSON.stringify(checks, null, 2) : printChecks(checks));
  for (const line of coverage ? printCoverage(coverage) : []) console.error(line);
  if (options.fix) noteRepairs(stack, checks, new Date().toISOString());
  if (checks.some(({ state }) => state === "unreachable"))
    await printOtherWays({ ssh: stack.input.ssh, hosts: hosts.map(({ input }) => input) });
  if (checks.some(({ state }) => state === "unreachable" || state === "failed"))
    return EXIT.unreachable;
  if (checks.some(({ state }) => state === "drift")) return EXIT.bad;
  // An agent of the stack that `on` leaves out is its owner's wish; one outside of every stack has been forgotten.
  return checks.some(({ state }) => state === "blank") ? EXIT.warnings : EXIT.ok;
}

/** What is past its date is loaded on every manager that could be looked at. */
export function withExpired(checks: readonly HostCheck[], expired: readonly string[]): HostCheck[] {
  if (expired.length === 0) return [...checks];
  const found = expired.map((detail) => ({ what: "expired", detail }));
  return checks.map((check) =>
    check.role !== "agent" && check.reason === undefined
      ? { ...check, state: "drift", drift: [...check.drift, ...found] }
      : check,
  );
}

const COLOURS = {
  clean: colours.green,
  drift: colours.red,
  unreachable: colours.yellow,
  failed: colours.red,
  fallback: colours.yellow,
  blank: colours.yellow,
} as const;

/** A table of 100 columns: a host, its state, what differs. */
function printChecks(checks: readonly HostCheck[]): string {
  const table = tableOf(["host", "state", "what"], [18, 13, 64]);
  for (const { host, state, drift, reason } of checks) {
    const what = reason ?? drift.map((d) => `${d.what}: ${d.detail}`).join("\n");
    table.push([host, COLOURS[state](state), what]);
  }
  return table.toString();
}

/** Writes the hosts with drift under `repair` in the stack file. */
function noteRepairs(stack: LoadedStack, checks: readonly HostCheck[], when: string): void {
  const drifted = checks.filter(({ state }) => state === "drift").map(({ host }) => host);
  if (drifted.length === 0) return;
  const file = join(stack.dir, `Pulumi.${stack.name}.yaml`);
  changeFile(file, (text) => withRepairs(text, drifted, when));
  console.error(`noted for repair: ${drifted.join(", ")}; run pulumi up`);
}
