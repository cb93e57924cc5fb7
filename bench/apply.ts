import { upLab } from "../lab/lab";
import type { LabHost } from "../lab/labTypes";
import { bootstrap } from "../policy/bundle/bootstrap";
import { printBundle } from "../policy/bundle/bundle";
import { policyOf } from "../policy/model/parsePolicy";
import type { Policy } from "../policy/model/policy";
import { fleetOf } from "../policy/model/parseFleet";
import { bundlesOf } from "../policy/render/renderFleet";
import { connectionOf } from "./apply/connection";
import { printApply, type ApplyResult, type Cost } from "./apply/result";
import { circumstances, median, rounded } from "./run/measure";
import { Options } from "./run/options";
import { runBench, writeResult } from "./run/runBench";

// What one apply costs an agent, without SSH: `npm run bench -- apply [--rounds 9]`. Processor time and wall time of the
// bootstrap with all that it starts, and how many processes that are; in each round one file changed, then nothing.
// Prints them and writes bench/results/apply.json.

/** Printed by perl, which waits for the bootstrap and has the times of everything below it: user, system, wall. */
const TIMED = `perl -MTime::HiRes=time -e '
  my $start = time; my $code = system "sh", "-c", $ARGV[0]; my $end = time;
  my (undef, undef, $user, $system) = times; printf STDERR "%.3f %.3f\\n", $user + $system, $end - $start; exit($code >> 8)' "$COMMAND" >/dev/null`;

const quoted = (text: string): string => `'${text.replace(/'/g, "'\\''")}'`;

async function costOf(host: LabHost, input: string): Promise<Omit<Cost, "processes">> {
  const command = `COMMAND=${quoted(bootstrap("apply", false))}; ${TIMED}`;
  const { code, stderr } = await host.run(command, { input });
  const [cpu, wall] = stderr.trim().split(/\s+/).map(Number);
  if (code !== 0 || cpu === undefined || wall === undefined)
    throw new Error(`the apply ended with ${code}: ${stderr}`);
  return { cpu: cpu * 1000, wall: wall * 1000 };
}

/** Counted apart from the times: strace slows everything down. */
async function processesOf(host: LabHost, input: string): Promise<number | undefined> {
  if ((await host.run("command -v strace")).code !== 0) return undefined;
  const traced = `strace -qq -f -e trace=clone,clone3,fork,vfork -o /tmp/trace sh -c ${quoted(bootstrap("apply", false))}`;
  const { code, stderr } = await host.run(`${traced} >/dev/null`, { input });
  if (code !== 0) throw new Error(`the apply below strace ended with ${code}: ${stderr}`);
  const { stdout } = await host.run("grep -cE '= [0-9]+$' /tmp/trace");
  return Number(stdout);
}

async function main(): Promise<void> {
  const rounds = new Options(process.argv.slice(2), ["rounds"]).number("rounds", 9);
  const { load } = circumstances();
  const lab = await upLab({ agentCount: 1, daemons: false, attacker: false });
  const [host] = lab.agents;
  if (host === undefined) throw new Error("a lab without an agent");
  const policyIn = (version: number): Policy =>
    policyOf({
      whitelist: [{ address: `192.0.2.${version}`, name: "changes in each round" }],
      responses: [
        { kind: "block-ip", rules: [5763, 5712], timeout: 3600 },
        { kind: "kill-process", rules: [100_050], processes: ["totally-not-malware", "xmrig"] },
      ],
      rules: [],
    });
  const fleet = fleetOf({
    master: { name: "wazuh", role: "master", address: "10.1.0.1" },
    workers: [],
    agents: [{ name: host.name, role: "agent", address: "10.1.0.2" }],
  });
  const inputOf = (version: number): string => {
    const [bundle] = bundlesOf(policyIn(version), fleet, fleet.agents);
    if (bundle === undefined) throw new Error("the agent has no bundle");
    return printBundle(bundle);
  };
  const [changed, unchanged]: Omit<Cost, "processes">[][] = [[], []];
  const first = await costOf(host, inputOf(1));
  for (let round = 2; round < rounds + 2; round++) {
    changed?.push(await costOf(host, inputOf(round)));
    unchanged?.push(await costOf(host, inputOf(round)));
  }
  const last = rounds + 2;
  const processes = {
    changed: await processesOf(host, inputOf(last)),
    unchanged: 0 as number | undefined,
  };
  processes.unchanged = await processesOf(host, inputOf(last));
  const middle = (costs: typeof changed, count: number | undefined): Cost => ({
    cpu: rounded(median((costs ?? []).map(({ cpu }) => cpu))),
    wall: rounded(median((costs ?? []).map(({ wall }) => wall))),
    ...(count !== undefined && { processes: count }),
  });
  const result: ApplyResult = {
    ...circumstances(),
    load,
    rounds,
    bundle: inputOf(1).length,
    first: { cpu: rounded(first.cpu), wall: rounded(first.wall) },
    unchanged: middle(unchanged, processes.unchanged),
    oneFileChanged: middle(changed, processes.changed),
    connection: await connectionOf(lab, host),
  };
  await lab.down();
  console.log(printApply(result));
  writeResult("apply", result);
}

runBench(main);
