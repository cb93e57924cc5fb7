import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { findEngine } from "../tools/engine/findEngine";
import { deployment } from "../lab/deploy";
import { newKeyPair } from "../lab/keys";
import { managerConf } from "../lab/wazuh/tree/ossecConf";
import { circumstances, median, rounded, secondsOf } from "./run/measure";
import { Options } from "./run/options";
import { runPulumi } from "./pulumi/runPulumi";
import { RUNTIMES } from "./pulumi/runtimes";
import { usedProvider } from "./run/provider";
import { runBench, writeResult } from "./run/runBench";
import { fleetOf } from "./scale/fleet";
import { printStartup, type StartupResult } from "./startup/result";

// What `pulumi preview` takes for four agents and a manager, none of which is asked: `npm run bench -- startup
// [--rounds 5]`. The engine and the SDK's own runner are the real ones; the language host between them is a stand-in
// (bench/pulumi/languageHost.ts). Prints seconds; writes bench/results/startup.json.

const run = promisify(execFile);
const options = { cwd: join(__dirname, "..") };

/** Median seconds of a command's process, from its start to its end, after one that is not counted. */
async function medianOf(rounds: number, once: () => Promise<number>): Promise<number> {
  const took: number[] = [];
  await once();
  for (let round = 0; round < rounds; round++) took.push(await once());
  return rounded(median(took));
}

async function main(): Promise<void> {
  const rounds = new Options(process.argv.slice(2), ["rounds"]).number("rounds", 5);
  const { load } = circumstances();
  const folder = join(process.env["WAZUH_LAB_DISK"] ?? "", "startup");
  await mkdir(folder);
  const key = newKeyPair();
  const config = fleetOf(4, { port: 22, hostKey: key.publicKey }, key.privateKey);
  // Makes the stack, its configuration and the place of the provider; runs nothing.
  await deployment(folder, config, { say: () => undefined });
  const { pulumi } = await findEngine({ say: () => undefined });

  const previews: Record<string, number> = {};
  for (const [name, runtime] of Object.entries(RUNTIMES))
    previews[name] = await medianOf(rounds, async () => {
      const ended = await runPulumi({ folder, what: "preview", runtime, parallel: 8 });
      if (!("printed" in ended) || !/\+ \d+ to create/.test(ended.printed))
        throw new Error("a preview of nothing");
      return ended.seconds;
    });
  const ofProcess = (program: string, ...args: string[]): Promise<number> =>
    medianOf(rounds, () =>
      secondsOf(() =>
        // What lint finds is an exit code, and no failure of it.
        run(program, args, options).catch((error: unknown) => {
          const { code } = error as { code?: unknown };
          if (!args.includes("lint") || (code !== 1 && code !== 2)) throw error;
        }),
      ),
    );
  const parts = {
    engine: await ofProcess(pulumi, "version"),
    node: await ofProcess(process.execPath, "-e", "0"),
    sdk: await ofProcess(process.execPath, "-e", 'require("@pulumi/pulumi")'),
  };
  const verb = (...args: string[]): Promise<number> =>
    ofProcess(process.execPath, "bin/active-response.js", ...args);
  const file = join(folder, "ossec.conf");
  await writeFile(file, managerConf({ node: "bench", type: "master", master: "10.0.0.2" }));
  const verbs = { help: await verb("--help"), lint: await verb("lint", file) };
  const result: StartupResult = {
    ...circumstances(),
    ...(await usedProvider()),
    load,
    rounds,
    previews,
    parts,
    verbs,
  };
  console.log(printStartup(result));
  writeResult("startup", result);
}

runBench(main);
