import { join } from "node:path";

import type { StackInput } from "../policy/model/stack";
import { stackConfigOf } from "../lab/demo/stackConfigOf";
import { DeploymentError, type StackConfig } from "../lab/demo/deployment";
import type { Run } from "../lab/demo/recorder";
import { deployment } from "../lab/deploy";
import { breakHost, mendHost, type Fault } from "../lab/faults";
import { upLab } from "../lab/lab";
import type { Lab, LabHost } from "../lab/labTypes";
import { printFailures, type FailuresResult, type FailuresRow } from "./failures/result";
import { circumstances, rounded } from "./run/measure";
import { Options } from "./run/options";
import { runBench, writeResult } from "./run/runBench";

// A rollout to many agents of which ten are away: `npm run bench -- failures [--hosts 100]`. Every host is one of the lab's,
// with a real sshd; the agents' execd only listens. The state is written once, as docs/performance.md advises from 30 hosts on.
// Each run is proven: who was named, and on whom a session was opened. Prints a table; writes bench/results/failures.json.

/** Seven are dead, three hang after their greeting. */
const AWAY: Readonly<Record<Fault, number>> = {
  refuses: 3,
  "has no address": 2,
  swallows: 2,
  hangs: 3,
};

/** Spreads them over the fleet: the 5th, the 15th, ... of every 100. */
function faultsOf({ agents }: Lab): Map<LabHost, Fault> {
  const faults = Object.entries(AWAY).flatMap(([fault, n]) => Array<Fault>(n).fill(fault as Fault));
  const step = Math.floor(agents.length / faults.length);
  return new Map(
    faults.flatMap((fault, i) => {
      const host = agents[i * step + Math.floor(step / 2)];
      return host ? [[host, fault] as const] : [];
    }),
  );
}

/** @throws Error naming what was expected, and what was */
function mustBe(what: string, expected: readonly string[], found: readonly string[]): void {
  const [a, b] = [[...expected].sort().join(" "), [...found].sort().join(" ")];
  if (a !== b) throw new Error(`${what}: expected "${a}", found "${b}"`);
}

/** Names that a run gave a reason for. */
function namedBy({ stdout }: Run): string[] {
  const said =
    /^\s*(?:warning:\s*|error:\s*)*(agent-\d+)(?: is off)?: \S+ (?:cannot|does not|greets)/gm;
  return [...new Set([...stdout.matchAll(said)].map(([, name]) => name ?? ""))];
}

async function main(): Promise<void> {
  const hosts = new Options(process.argv.slice(2), ["hosts"]).number("hosts", 100);
  process.env["PULUMI_SKIP_CHECKPOINTS"] = "true";
  const before = circumstances();
  const lab = await upLab({ agentCount: hosts, daemons: "managers", attacker: false });
  const faults = faultsOf(lab);
  const away = [...faults.keys()].map(({ name }) => name);
  const names = lab.hosts.map(({ name }) => name);
  await Promise.all([...faults].map(([host, fault]) => breakHost(host, fault)));
  const stack = await deployment(join(lab.dir, "stack"), {}, { say: () => undefined });
  const config = (rollout: StackInput["rollout"], timeout: string): StackConfig => {
    const responses = [{ kind: "block-ip" as const, rules: [5763, 5712], timeout }];
    return stackConfigOf(lab, { responses, rollout: { ...rollout, parallel: 32 } });
  };
  const warn = { offline: "warn" as const, maxOffline: away.length };
  const rows: FailuresRow[] = [];
  /** @param changed whom it must open a session on; undefined where that is not said. */
  const up = async (
    what: string,
    settings: StackConfig,
    named: readonly string[],
    changed: readonly string[] | undefined,
    fails = false,
  ): Promise<string[]> => {
    await stack.configure(settings);
    const count = (): Promise<number[]> => Promise.all(lab.hosts.map((h) => h.sshConnections()));
    const earlier = await count();
    const run = await stack.up().catch((error: unknown): Run => {
      if (fails && error instanceof DeploymentError) return error.run;
      throw error;
    });
    const later = await count();
    const touched = names.filter((_, i) => later[i] !== earlier[i]);
    mustBe(`${what}: named`, named, namedBy(run));
    if (changed) mustBe(`${what}: changed`, changed, touched);
    if (fails && touched.includes("wazuh")) throw new Error(`${what}: the manager was touched`);
    rows.push({
      what,
      seconds: rounded(run.seconds),
      changed: touched.length,
      named: named.length,
    });
    console.log(`${what}: ${rounded(run.seconds)} s`);
    return touched;
  };
  try {
    const rest = names.filter((name) => !away.includes(name));
    await up("offline: warn, the first rollout", config(warn, "1h"), away, rest);
    await up("offline: warn, again, nobody has come back", config(warn, "1h"), away, []);
    const hang = [...faults].filter(([, fault]) => fault === "hangs").map(([{ name }]) => name);
    await up(
      "without it, another policy: refused, since some hang",
      config({}, "2h"),
      away,
      [],
      true,
    );
    const dead = away.filter((name) => !hang.includes(name));
    const begun = await up(
      "without it, those that hang skipped: fails by dial limits",
      config({ skip: hang }, "2h"),
      dead,
      undefined,
      true,
    );
    await Promise.all([...faults].map(([host, fault]) => mendHost(host, fault)));
    const last = "all are back; those and what the last run began";
    await up(last, config(warn, "1h"), [], [...away, ...begun]);
    const result: FailuresResult = { ...before, agents: hosts, away: AWAY, rows };
    console.log(`\n${printFailures(result)}`);
    if (hosts === 100) writeResult("failures", result);
  } finally {
    await lab.down();
  }
}

runBench(main);
