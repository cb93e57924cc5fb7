import type { Command } from "commander";

import { colours } from "../../lib/colours";
import { oneAddressOrNetwork } from "../../lib/oneAddress";
import { EXIT, UsageError } from "../../lib/exit";
import { askHosts, hostsOfStack, type Asked } from "../../lib/askHosts";
import { liftBlock, type Lifted } from "../../lib/host/liftBlock";
import { noteInJournal } from "../../lib/journal/journal";
import type { GoodStack } from "../../lib/joined";
import { during } from "../../lib/progress";
import { chosenStack, withStackOptions } from "../../lib/stackOptions";
import { indented } from "../../../terminal/shown";

interface Options {
  readonly stack?: string;
  readonly dir?: string;
  readonly json?: boolean;
  readonly agent: readonly string[];
  readonly reason?: string;
}

/** Adds the verb `unblock`: lifts the block of one address, everywhere or on named hosts. */
export function addUnblock(program: Command): void {
  withStackOptions(program.command("unblock <address>"))
    .summary("lift the block of an address early")
    .description("lift the block of an address early, on every host or only on those you name")
    .option("-a, --agent <name>", "only on this host; can be repeated", gather, [])
    .option("-r, --reason <text>", "why, for the journal")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      '\nGoes over SSH, and verifies there that the block is gone. The next brute force blocks the\naddress again: what must never be blocked belongs on the white list.\nThe block of the network that holds it is lifted too, and a network with all its addresses. Who is\nunblocked begins with the first step again, where the response escalates.\n\nExit codes: 0 lifted, 1 it was blocked nowhere, 2 a host refused, 3 a host cannot be reached.\n\nExamples:\n  active-response unblock 203.0.113.66\n  active-response unblock 203.0.113.66 --agent gitlab --reason "our own monitor"\n  active-response unblock 2001:db8:5:6::/64\n',
    )
    .action(async (address: string, options: Options) => {
      process.exitCode = await unblock(oneAddressOrNetwork(address), options);
    });
}

function gather(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

type Answer = Asked<Lifted>;

async function unblock(address: string, options: Options): Promise<number> {
  const stack = await chosenStack(options);
  const hosts = named(stack, options.agent);
  const answers = await during(`lifting the block of ${address}`, ({ tell }) =>
    askHosts(stack.input.ssh, hosts, (run) => liftBlock(run, stack.input.ssh, address), {
      onDone: (done) => {
        tell(`${address}: ${done} of ${hosts.length} hosts answered`);
      },
    }),
  );
  const lifted = answers.filter((one) => "answer" in one && one.answer.what === "lifted");
  const rows = answers.map(rowOf);
  console.log(options.json ? JSON.stringify(rows, null, 2) : print(address, rows));
  await noteInJournal(stack, {
    verb: "unblock",
    address,
    agents: lifted.map(({ host }) => host.name),
    ...(options.reason !== undefined && { reason: options.reason }),
    outcome: lifted.length > 0 ? "lifted" : "nothing was lifted",
  });
  return codeOf(answers, lifted.length);
}

function named(stack: GoodStack, agents: readonly string[]): ReturnType<typeof hostsOfStack> {
  const hosts = hostsOfStack(stack);
  const unknown = agents.find((agent) => !hosts.some(({ name }) => name === agent));
  if (unknown !== undefined)
    throw new UsageError(
      `--agent: "${unknown}" is not a host of this stack; write one of ${hosts.map(({ name }) => name).join(", ")}`,
    );
  return agents.length === 0 ? hosts : hosts.filter(({ name }) => agents.includes(name));
}

interface Row {
  readonly host: string;
  readonly what: string;
  readonly why?: string;
}

function rowOf(one: Answer): Row {
  if (!("answer" in one)) return { host: one.host.name, what: "unreachable", why: one.reason };
  return { host: one.host.name, ...one.answer };
}

/** Hosts that had nothing to lift are counted, not listed. */
function print(address: string, rows: readonly Row[]): string {
  const idle = rows.filter(({ what }) => what === "not blocked" || what === "no script").length;
  const lines = rows
    .filter(({ what }) => what !== "not blocked" && what !== "no script")
    .map(({ host, what, why }) =>
      what === "lifted"
        ? `${colours.green("✓")} ${host}: ${address} is no longer blocked`
        : `${colours.red("✗")} ${host}: ${what}${why === undefined ? "" : `: ${indented(why)}`}`,
    );
  return [...lines, ...(idle > 0 ? [`${address} was not blocked on ${idle} host(s)`] : [])].join(
    "\n",
  );
}

function codeOf(answers: readonly Answer[], lifted: number): number {
  if (answers.some((one) => !("answer" in one))) return EXIT.unreachable;
  if (answers.some((one) => "answer" in one && one.answer.what === "refused")) return EXIT.bad;
  return lifted > 0 ? EXIT.ok : EXIT.warnings;
}
