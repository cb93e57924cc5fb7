import { hostsOf } from "../policy/model/fleet";
import { fleetOf } from "../policy/model/parseFleet";
import { withFleetAddresses } from "../policy/model/fleetWhitelist";
import { policyOf } from "../policy/model/parsePolicy";
import type { WrittenHost, WrittenResponse } from "../policy/model/written";
import { lint } from "../policy/lint/lint";
import { planOf } from "../policy/plan/planOf";
import { printPlan } from "../policy/plan/printPlan";
import { bundlesOf } from "../policy/render/renderFleet";
import { printLint, type LintResult } from "./lint/result";
import { circumstances } from "./run/measure";
import { Options } from "./run/options";
import { writeResult } from "./run/runBench";

// Times lint, render and plan of a fleet, each once, in a process that has just started: `npm run bench -- lint
// [--agents 1000] [--responses 60]`. Prints milliseconds; writes bench/results/lint.json where no option is given.

const given = process.argv.slice(2);
const options = new Options(given, ["agents", "responses"]);
const agents = options.number("agents", 1000);
const responses = options.number("responses", 60);

const LOCATIONS = ["hel1", "nbg1", "fsn1", "ash"];

const fleet = fleetOf({
  master: { name: "wazuh", role: "master", address: "10.1.0.1" },
  workers: [{ name: "worker", role: "worker", address: "10.1.0.2" }],
  agents: Array.from({ length: agents }, (_, i): WrittenHost => ({
    name: `agent-${i}`,
    role: "agent",
    address: `10.2.${i >> 8}.${i & 255}`,
    location: LOCATIONS[i % LOCATIONS.length] ?? "hel1",
    labels: { tier: i % 3 === 0 ? "db" : "web" },
  })),
});

const custom = (i: number): WrittenResponse => ({
  kind: "custom",
  rules: [100_100 + i],
  command: `page-${i}-of`,
  executable: `page-${i}`,
  script: `#!/bin/sh\nread -r line\nexit ${i % 7}\n`,
  timeout: 60 + i,
  on: { locations: [LOCATIONS[i % LOCATIONS.length] ?? "hel1"] },
});

const policy = policyOf({
  whitelist: [{ address: "100.64.0.0/10", name: "tailnet" }],
  rules: Array.from({ length: responses }, (_, i) => ({
    id: 100_100 + i,
    level: 10,
    description: `rule ${i}`,
    ifSid: [5760],
    match: `word-${i}`,
  })),
  responses: [
    { kind: "block-ip", rules: [5763, 5712], timeout: 3600, on: { locations: ["hel1", "nbg1"] } },
    { kind: "kill-process", rules: [100_050], processes: ["xmrig", "minerd"] },
    ...Array.from({ length: responses - 2 }, (_, i) => custom(i)),
  ],
});

const { load } = circumstances();
const milliseconds: Record<string, number> = {};

function timed<T>(what: string, run: () => T): T {
  const start = performance.now();
  const made = run();
  milliseconds[what] = Math.round(performance.now() - start);
  return made;
}

const whole = timed("fleet's addresses", () => withFleetAddresses(policy, fleet));
const findings = timed("lint", () => lint(whole, fleet, { today: "2026-01-01" }));
const bundles = timed("render", () => bundlesOf(whole, fleet, hostsOf(fleet)));
const plan = timed("plan", () =>
  planOf({ before: undefined, after: bundles, policy: whole, fleet }),
);
const text = timed("print", () => printPlan(plan));
const errors = findings.filter(({ severity }) => severity === "error");
console.log(
  `${findings.length} findings, ${errors.length} errors, ${bundles.length} bundles, ${text.split("\n").length} lines`,
);
const result: LintResult = { ...circumstances(), load, agents, responses, milliseconds };
console.log(printLint(result));
if (given.length === 0) writeResult("lint", result);
