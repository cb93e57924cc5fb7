import type JunitBuilder from "junit-report-builder";

import { colours } from "../../lib/colours";
import type { StepResult } from "./step";
import { tableOf } from "../../lib/table";

/** What a drill found, as `drill --json` prints it. */
export interface DrillReport {
  readonly stack: string;
  readonly agent: string;
  /** ISO 8601. */
  readonly began: string;
  readonly seconds: number;
  readonly outcome: "passed" | "failed" | "interrupted";
  readonly steps: readonly StepResult[];
}

const COLOURS = {
  passed: colours.green,
  failed: colours.red,
  noted: colours.yellow,
  skipped: colours.dim,
} as const;

/** A table of 100 columns. */
export function printReport({ agent, outcome, seconds, steps }: DrillReport): string {
  const table = tableOf(["step", "outcome", "s", "what was seen"], [28, 10, 7, 50]);
  for (const step of steps) {
    table.push([
      step.step,
      COLOURS[step.outcome](step.outcome),
      step.seconds.toFixed(1),
      step.detail,
    ]);
  }
  const end = outcome === "passed" ? colours.green(outcome) : colours.red(outcome);
  return `${table.toString()}\nThe drill on ${agent} ${end} in ${seconds} s.`;
}

/** The same as JUnit XML, for a nightly job. */
export function junitOf({ stack, agent, began, steps }: DrillReport): string {
  // Loaded here: it brings lodash, which the start of every other verb would pay for.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() is not for CommonJS in tests.
  const builder = require("junit-report-builder") as typeof JunitBuilder;
  const report = builder.newBuilder();
  const suite = report.testSuite().name(`active-response drill ${stack} ${agent}`).timestamp(began);
  for (const { step, outcome, seconds, detail } of steps) {
    const test = suite.testCase().className(`drill.${agent}`).name(step).time(seconds);
    if (outcome === "failed") test.failure(detail);
    else if (outcome === "skipped") test.skipped();
    test.standardOutput(`${outcome}: ${detail}`);
  }
  return report.build();
}
