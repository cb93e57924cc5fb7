import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { upLab } from "../lab/lab";
import type { Lab } from "../lab/labTypes";
import { circumstances, median, rounded, secondsOf } from "./run/measure";
import { Options } from "./run/options";
import { byAnsible } from "./rollout/ansible";
import { chartOf } from "./rollout/chart";
import { jobOf } from "./rollout/job";
import { byProgram } from "./rollout/program";
import { byPyinfra } from "./rollout/pyinfra";
import { printRollout, SITUATIONS, type Row, type RolloutResult } from "./rollout/result";
import { byXargsSsh } from "./rollout/ssh";
import type { Way } from "./rollout/way";
import { usedProvider } from "./run/provider";
import { runBench, writeResult } from "./run/runBench";

// The same job in several ways, in one run: `npm run bench -- rollout [--hosts 5,20,100] [--rounds 3] [--ways ssh,program]`.
// Prints seconds and ratios; writes bench/results/rollout.json and rollout.svg where all ways have run.

const WAYS = {
  ssh: byXargsSsh,
  program: () => byProgram({}),
  // The state written once, at the end: docs/performance.md says when that may be wanted.
  once: () => byProgram({ PULUMI_SKIP_CHECKPOINTS: "true" }),
  pyinfra: byPyinfra,
  ansible: byAnsible,
} as const satisfies Record<string, () => Way>;
type WayName = keyof typeof WAYS;

/**
 * The first rollout of one way, and a change that is not measured: by that what no policy changes leaves this program's state, which
 * happens once (decision 20). Then its rounds: in each, everything is new, then nothing, then one script of three. */
async function timesOf(name: WayName, lab: Lab, rounds: number): Promise<Row["seconds"]> {
  const way = WAYS[name]();
  await way.prepare(lab, join(lab.dir, `bench-${name}`));
  await way.give(jobOf(name, [1, 1, 1]));
  const first = await secondsOf(() => way.run());
  await way.give(jobOf(name, [0, 0, 0]));
  await way.run();
  const took = { all: [] as number[], nothing: [] as number[], one: [] as number[] };
  for (let round = 1; round <= rounds; round++) {
    await way.give(jobOf(name, [2 * round, 2 * round, 2 * round]));
    took.all.push(await secondsOf(() => way.run()));
    took.nothing.push(await secondsOf(() => way.run()));
    await way.give(jobOf(name, [2 * round + 1, 2 * round, 2 * round]));
    took.one.push(await secondsOf(() => way.run()));
    await provenOn(lab, name, [2 * round + 1, 2 * round, 2 * round]);
  }
  return {
    first: rounded(first),
    all: rounded(median(took.all)),
    nothing: rounded(median(took.nothing)),
    one: rounded(median(took.one)),
  };
}

/** A way that is fast because it did not do the job is no way. @throws Error naming the host */
async function provenOn(lab: Lab, name: string, versions: [number, number, number]): Promise<void> {
  const { scripts } = jobOf(name, versions);
  const sums = scripts.map(({ sha256, path }) => `${sha256}  ${path}\n`).join("");
  const paths = scripts.map(({ path }) => path).join(" ");
  const check = `sha256sum --quiet -c - && stat -c '%U:%G %a' ${paths} | sort -u`;
  for (const host of lab.agents) {
    const { stdout, stderr } = await host.run(check, { input: sums });
    if (stdout.trim() !== "root:wazuh 750")
      throw new Error(`${name} left ${host.name} otherwise than the job says: ${stdout}${stderr}`);
  }
}

async function main(): Promise<void> {
  const options = new Options(process.argv.slice(2), ["hosts", "rounds", "ways"]);
  const names = options.names("ways", Object.keys(WAYS) as WayName[]);
  const rounds = options.number("rounds", 3);
  const rows: Row[] = [];
  for (const hosts of options.numbers("hosts", [5, 20, 100])) {
    const lab = await upLab({ agentCount: hosts, daemons: false, attacker: false });
    try {
      for (const way of names) {
        const { load } = circumstances();
        const row = { hosts, way, load, seconds: await timesOf(way, lab, rounds) };
        rows.push(row);
        const took = SITUATIONS.map((one) => `${one} ${row.seconds[one]} s`).join(", ");
        console.log(`${hosts} hosts by ${way}: ${took} (load before: ${load})`);
      }
    } finally {
      await lab.down();
    }
  }
  const result: RolloutResult = { ...circumstances(), ...(await usedProvider()), rounds, rows };
  console.log(`\n${printRollout(result)}`);
  if (names.length < Object.keys(WAYS).length) return;
  writeResult("rollout", result);
  await writeFile(join(__dirname, "results/rollout.svg"), chartOf(result));
}

runBench(main);
