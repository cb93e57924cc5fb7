import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { marked, placeOf } from "./marked";
import type { Reached } from "./reached";
import type { Runner } from "./runner";

/** Beyond this a test with marks in the programs hangs, in ms. */
const LIMIT = 600_000;

/**
 * Runs each test once, with marks in the programs: which program, and which function of the shell, does it run? A test that fails
 * with a mark compares texts; its failures are no news of a fault.
 * @param told how many tests were run.
 */
export async function reachedScripts(
  runner: Runner,
  tree: string,
  files: readonly string[],
  tests: readonly string[],
  told: (done: number) => void,
): Promise<Reached> {
  const log = join(tree, "marks.tsv");
  const texts = new Map(files.map((file) => [file, readFileSync(join(tree, file), "utf8")]));
  const [failed, took] = [new Set<string>(), new Map<string, number>()];
  const reaches = new Map<string, string[]>();
  for (const [file, text] of texts) writeFileSync(join(tree, file), marked(file, text, log));
  for (const [at, test] of tests.entries()) {
    rmSync(log, { force: true });
    const outcome = await runner.run({ tests: [test], env: {} }, LIMIT);
    if (!outcome) throw new Error(`${test} did not end within 10 minutes, with no fault awake`);
    for (const one of outcome.failed) failed.add(one);
    took.set(test, outcome.took[join(tree, test)] ?? 1000);
    const lines = existsSync(log) ? readFileSync(log, "utf8").split("\n") : [];
    for (const place of new Set(lines)) reaches.set(place, [...(reaches.get(place) ?? []), test]);
    told(at + 1);
  }
  for (const [file, text] of texts) writeFileSync(join(tree, file), text);
  // What jest keeps of the marked programs goes with its process.
  runner.end();
  return {
    failed,
    took: (some) => some.reduce((sum, test) => sum + (took.get(test) ?? 1000), 0),
    by: ({ file, line }) =>
      [...(reaches.get(`${file}\t${placeOf(file, texts.get(file) ?? "", line)}`) ?? [])].sort(
        (a, b) => (took.get(a) ?? 0) - (took.get(b) ?? 0),
      ),
  };
}
