import type { Circumstances } from "../run/measure";

/** What is in bench/results/lint.json: each step once, in a process that has just started. */
export interface LintResult extends Circumstances {
  readonly agents: number;
  readonly responses: number;
  /** Milliseconds by step. */
  readonly milliseconds: Readonly<Record<string, number>>;
}

/** A table for people. */
export function printLint(result: LintResult): string {
  const { agents, responses, milliseconds, processors, load } = result;
  return [
    `${agents} agents, ${responses} responses; milliseconds, each once, ${processors} processors, load ${load}.`,
    ...Object.entries(milliseconds).map(([step, took]) => `${step.padEnd(24)}${took}`),
  ].join("\n");
}
