import { existsSync, readdirSync } from "node:fs";

import type { Command } from "commander";

import { today } from "../../../config/today";
import { standing } from "../../../policy/lint/accepted";
import { lint } from "../../../policy/lint/lint";
import { printFinding } from "../../../policy/lint/printFinding";
import { bundlesOf } from "../../../policy/render/renderFleet";
import { EXIT, UsageError } from "../../lib/exit";
import { joinedHosts } from "../../lib/joined";
import { AS_ROOT } from "./asRoot";
import { printPart } from "./printPart";
import { MANIFEST, writeRendered } from "./renderedFolder";
import { refusedStack } from "../../lib/refusedStack";
import { loadStack } from "../../lib/stack";
import { withStackOptions } from "../../lib/stackOptions";

interface Options {
  readonly stack?: string;
  readonly dir?: string;
  readonly out?: string;
  readonly part?: true;
}

/** Adds the verb `render`: every file as it would land on every host, in a folder; or our part of ossec.conf alone. */
export function addRender(program: Command): void {
  withStackOptions(program.command("render"))
    .summary("write every file of every host into a local folder")
    .description(
      "write every file of every host into a local folder, as it would be on the host, and the installer too",
    )
    .option("-o, --out <folder>", "folder to write: new, empty, or one that render wrote before")
    .option(
      "--part",
      "print our part of the manager's ossec.conf instead, with its two comments, for a template of another tool",
    )
    .addHelpText(
      "after",
      `\nWrites <folder>/<host>/<absolute path>, and ${MANIFEST} with owner, group, mode and sha256 of each\nfile. Our part of a manager's ossec.conf is a file of its own, ossec.conf.part: it goes at the top\nof the manager's file. What runs as root is also in ${AS_ROOT}, with its comments.\n` +
        "\nExit codes: 0 done, 1 there is no part to print, 2 the policy has errors, 64 wrong usage.\n\nExamples:\n  active-response render --stack prod --out rendered\n  active-response render --out rendered && git diff rendered\n  active-response render --stack prod --part >active-response.part\n",
    )
    .action(async (options: Options) => {
      process.exitCode = await render(options);
    });
}

async function render(options: Options): Promise<number> {
  const { out, part } = options;
  if ((out === undefined) === (part === undefined))
    throw new UsageError("write --out FOLDER for every file of every host, or --part; one of them");
  if (out !== undefined) refuseTaken(out);
  const stack = await loadStack(options);
  if (!stack.ok) throw refusedStack(stack);
  const { policy, fleet, hosts } = await joinedHosts(stack);
  const found = lint(policy, fleet, { today: today(), accept: stack.input.lint?.accept });
  for (const finding of standing(found)) {
    if (finding.severity !== "note") console.error(`${finding.severity}: ${printFinding(finding)}`);
  }
  if (found.some(({ severity }) => severity === "error")) return EXIT.bad;
  if (out === undefined) return printPart(policy, hosts);
  const written = writeRendered(out, bundlesOf(policy, fleet, hosts));
  console.log(`${written} files of ${hosts.length} hosts in ${out}, listed in ${MANIFEST}`);
  return EXIT.ok;
}

function refuseTaken(out: string): void {
  const taken = existsSync(out) && readdirSync(out).length > 0;
  if (taken && !readdirSync(out).includes(MANIFEST)) {
    throw new UsageError(
      `--out: ${out} holds other files; give a new folder, or one that render wrote before`,
    );
  }
}
