import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Area } from "./areas";
import { Compiler } from "./compiler";
import { filesBelow } from "./files";
import { judge, written } from "./judge";
import { placeAt, type Ended, type Mutant } from "./mutant";
import { plant, reached, type Numbered, type Reached } from "./reached";
import { reachedScripts } from "./reachedScripts";
import { isUnnoticed, type Recorded } from "./record";
import type { Runner } from "./runner";
import { sampleOf } from "./sample";
import { scriptMutants } from "./scriptMutants";

/** What a run works with, and how it tells how far it is. */
export interface Run {
  readonly root: string;
  /** The copy of it in which faults are planted. */
  readonly tree: string;
  readonly runner: Runner;
  readonly recorded: Recorded;
  readonly sample: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
}

/** Tries a sample of an area's faults. @returns all verdicts, in the order in which they were drawn. */
export async function tried(run: Run, area: Area): Promise<Ended[]> {
  return area.endings.includes(".ts") ? ofTypeScript(run, area) : ofScripts(run, area);
}

/** All mutants asleep in the tree, so that each file is compiled once. */
async function ofTypeScript(run: Run, area: Area): Promise<Ended[]> {
  const { root, tree, runner } = run;
  const sources = filesBelow(tree, area.of, area.endings);
  const all = plant(tree, sources);
  const drawn = drawnOf(run, area, all);
  if (drawn.every(isKnown)) return drawn.map(({ known }) => known);
  const tests = await reached(runner, tree, testsOf(run, area));
  sayTests(run, tests);
  const compiler = new Compiler(root);
  return each(run, drawn, async (mutant) => {
    const env = { MUTANT: String(mutant.n), MUTANT_LOG: "" };
    const ended = await judge(runner, tree, tests.by(mutant), env, tests);
    return isUnnoticed(ended) && compiler.refuses(mutant) ? { verdict: "types" } : ended;
  });
}

async function ofScripts(run: Run, area: Area): Promise<Ended[]> {
  const { tree, runner } = run;
  const sources = filesBelow(tree, area.of, area.endings);
  const all = sources.flatMap((file) =>
    scriptMutants(file, readFileSync(join(tree, file), "utf8")),
  );
  const drawn = drawnOf(run, area, all);
  if (drawn.every(isKnown)) return drawn.map(({ known }) => known);
  const tests = testsOf(run, area);
  const reach = await reachedScripts(runner, tree, sources, tests, (done) => {
    if (done % 10 === 0) run.tell(`  ${done} of ${tests.length} test files run with marks`);
  });
  sayTests(run, reach);
  return each(run, drawn, (mutant) =>
    written(tree, mutant, () => judge(runner, tree, reach.by(mutant), {}, reach)),
  );
}

/** A mutant of the sample, with where it is in the source, and its verdict of an earlier run. */
interface Drawn extends Numbered, Pick<Ended, "source" | "column"> {
  readonly known: Ended | undefined;
}

const isKnown = (one: Drawn): one is Drawn & { readonly known: Ended } => one.known !== undefined;

function drawnOf(
  { root, recorded, sample, seed, tell }: Run,
  area: Area,
  all: readonly Mutant[],
): Drawn[] {
  const drawn = sampleOf([...all.entries()], sample, seed).map(([n, mutant]) => {
    const place = placeAt(readFileSync(join(root, mutant.file), "utf8"), mutant.at);
    return { ...mutant, ...place, n, known: recorded.of({ ...mutant, ...place }) };
  });
  tell(
    `${area.name}: ${all.length} faults, ${drawn.length} drawn, ${drawn.filter(isKnown).length} tried before`,
  );
  return drawn;
}

function testsOf({ tree }: Run, { tests }: Area): string[] {
  return [...new Set(filesBelow(tree, tests, [".test.ts"]))];
}

function sayTests({ tell }: Run, { failed }: Reached): void {
  for (const test of failed)
    tell(
      `  fails without a fault, and is not asked: ${test.replace(/^.*\/(?=test\/)/, "").replace("\t", ": ")}`,
    );
}

async function each(
  { recorded, tell }: Run,
  drawn: readonly Drawn[],
  work: (one: Drawn) => Promise<Pick<Ended, "verdict" | "by">>,
): Promise<Ended[]> {
  const ended: Ended[] = [];
  const began = Date.now();
  let n = 0;
  const todo = drawn.filter((one) => !isKnown(one)).length;
  for (const one of drawn) {
    if (one.known) {
      ended.push(one.known);
      continue;
    }
    const { file, line, source, column, what } = one;
    const result = { file, line, source, column, what, ...(await work(one)) };
    recorded.add(result);
    ended.push(result);
    n++;
    const left = Math.ceil((((Date.now() - began) / n) * (todo - n)) / 60_000);
    tell(`[${n}/${todo}, ${left} min left] ${result.verdict}: ${file}:${line}  ${what}`);
  }
  return ended;
}
