import type { Command } from "commander";
import { alertsOf } from "./alerts";
import { blockedOn, type BlockedRow } from "./blockedRow";
import { printBlocks } from "./printBlocks";
import { EXIT } from "../../lib/exit";
import { oneAddressOrNetwork } from "../../lib/oneAddress";
import { askHosts, hostsOfStack } from "../../lib/askHosts";
import { probe } from "../../lib/host/probe";
import type { GoodStack } from "../../lib/joined";
import { during } from "../../lib/progress";
import { chosenStack, withStackOptions } from "../../lib/stackOptions";
import { indented } from "../../../terminal/shown";

interface Options {
  readonly stack?: string;
  readonly dir?: string;
  readonly json?: boolean;
}

/** Lines of a host's log that are searched for the reason of a block. */
const DECISIONS = 2000;

/** Adds the verb `blocks`: who is blocked where, why, until when? Nothing is changed. */
export function addBlocks(program: Command): void {
  withStackOptions(program.command("blocks [address]"))
    .summary("who is blocked where, why and until when")
    .description(
      "show who is blocked where, why (rule, alert) and until when; with an address, everything about it, and the network that holds it",
    )
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      "\nWith an address: what every host decided about it, and the log line behind each alert.\n\nExit codes: 0 done, 1 the address is not blocked anywhere, 2 the kernel of a host does not\nmatch its files, so blocks may not hold, 3 a host cannot be reached.\n\nExamples:\n  active-response blocks --stack prod\n  active-response blocks 203.0.113.66\n  active-response blocks 2001:db8:5:6::/64\n",
    )
    .action(async (address: string | undefined, options: Options) => {
      process.exitCode = await blocks(address, options);
    });
}

async function blocks(text: string | undefined, options: Options): Promise<number> {
  const address = text === undefined ? undefined : oneAddressOrNetwork(text);
  const stack = await chosenStack(options);
  const { rows, failed, drift } = await look(stack, address);
  const alerts =
    address === undefined
      ? new Map<string, string>()
      : await during("looking for the alerts", () => alertsOf(stack, rows));
  const shown = rows.map((row) => ({
    ...row,
    ...(alerts.has(row.alert) && { log: alerts.get(row.alert) ?? "" }),
  }));
  console.log(
    options.json
      ? JSON.stringify({ blocks: shown, drift, unreachable: failed }, null, 2)
      : [
          printBlocks(shown, address, failed.length),
          ...drift.map(({ host, what }) => `${host}: blocks may not hold: ${what}`),
        ].join("\n"),
  );
  for (const { host, reason } of failed) console.error(`${host}: ${indented(reason)}`);
  if (failed.length > 0) return EXIT.unreachable;
  if (drift.length > 0) return EXIT.bad;
  return address !== undefined && !rows.some(({ blocked }) => blocked) ? EXIT.warnings : EXIT.ok;
}

async function look(
  stack: GoodStack,
  address: string | undefined,
): Promise<{
  rows: BlockedRow[];
  failed: { host: string; reason: string }[];
  drift: { host: string; what: string }[];
}> {
  const hosts = hostsOfStack(stack);
  const asked = await during(`asking ${hosts.length} hosts`, ({ tell }) =>
    askHosts(stack.input.ssh, hosts, (run) => probe(run, stack.input.ssh, DECISIONS), {
      onDone: (done) => {
        tell(`asked ${done} of ${hosts.length} hosts`);
      },
    }),
  );
  return {
    rows: asked.flatMap((one) =>
      "answer" in one ? blockedOn(one.host.name, one.answer, address) : [],
    ),
    drift: asked.flatMap((one) =>
      "answer" in one ? one.answer.kernel.map((what) => ({ host: one.host.name, what })) : [],
    ),
    failed: asked.flatMap((one) =>
      "answer" in one ? [] : [{ host: one.host.name, reason: one.reason }],
    ),
  };
}
