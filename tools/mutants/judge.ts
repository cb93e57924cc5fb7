import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

import type { Ended, Mutant } from "./mutant";
import type { Runner } from "./runner";

/** The tests go in groups of these sizes, the nearest first: most faults end in the first. */
const GROUPS = [1, 3, 12, Infinity];

/** What is known of the tests with no fault awake: which fail all the same, and how long some take together, in ms. */
export interface Before {
  readonly failed: ReadonlySet<string>;
  readonly took: (tests: readonly string[]) => number;
}

/** Runs all the tests with no fault awake. */
export async function before(
  runner: Runner,
  tree: string,
  tests: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Before> {
  const outcome = await runner.run({ tests, env }, 1_800_000);
  if (!outcome) throw new Error("The tests did not end within 30 minutes, with no fault awake.");
  return {
    failed: new Set(outcome.failed),
    took: (some) => some.reduce((sum, test) => sum + (outcome.took[join(tree, test)] ?? 1000), 0),
  };
}

/** Runs the tests against one mutant until one fails. `env` wakes it, or it was written into the tree. */
export async function judge(
  runner: Runner,
  tree: string,
  tests: readonly string[],
  env: Readonly<Record<string, string>>,
  before: Before,
): Promise<Pick<Ended, "verdict" | "by">> {
  if (tests.length === 0) return { verdict: "not reached" };
  let at = 0;
  for (const size of GROUPS) {
    const some = tests.slice(at, at + size);
    at += size;
    if (some.length === 0) break;
    const outcome = await runner.run({ tests: some, env }, 30_000 + 10 * before.took(some));
    if (!outcome) return { verdict: "too slow", by: some.join(" ") };
    const by = outcome.failed.find((one) => !before.failed.has(one));
    if (by !== undefined) return { verdict: "killed", by: relative(tree, by).replace("\t", ": ") };
  }
  return { verdict: "survived" };
}

/** Writes the mutant into the tree, for as long as `work` takes. */
export async function written<T>(
  tree: string,
  { file, at, end, text }: Mutant,
  work: () => Promise<T>,
): Promise<T> {
  const path = join(tree, file);
  const whole = readFileSync(path, "utf8");
  writeFileSync(path, whole.slice(0, at) + text + whole.slice(end));
  try {
    return await work();
  } finally {
    writeFileSync(path, whole);
  }
}
