import { readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { AREAS, type Area } from "./areas";
import { Compiler } from "./compiler";
import { copyTree } from "./copyTree";
import { filesBelow } from "./files";
import { before, judge, written } from "./judge";
import { lineAt, type Mutant, type Verdict } from "./mutant";
import { plant, reached } from "./reached";
import { Runner } from "./runner";
import { sampleOf } from "./sample";
import { scriptMutants } from "./scriptMutants";

const USAGE = `npm run mutants -- [--sample N] [--seed N] [--tests FOLDER]... AREA|FILE...
Plants small faults in a copy of the project and runs the tests that reach them: which stay unnoticed?
Areas: ${Object.keys(AREAS).join(", ")}. A file is of the area it lies in.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    tests: { type: "string", multiple: true },
    help: { type: "boolean" },
  },
});
const root = resolve(__dirname, "../..");

/** The area that the word names, or the one of a file with nothing but that file. */
function areaOf(word: string): Area {
  const named = AREAS[word];
  if (named) return named;
  const found = Object.values(AREAS).find(
    ({ of, endings }) =>
      of.some((folder) => word.startsWith(folder)) && endings.some((end) => word.endsWith(end)),
  );
  if (!found) throw new Error(`${word} is not a valid area or file.\n${USAGE}`);
  return { ...found, of: [word] };
}

const isTyped = ({ endings }: Area): boolean => endings.includes(".ts");

const tree = copyTree(root);
const runner = new Runner(tree);
process.on("exit", () => {
  runner.end();
  rmSync(tree, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(1));

const count = (ended: readonly (readonly [Mutant, Verdict])[], one: Verdict): number =>
  ended.filter(([, verdict]) => verdict === one).length;

function say(mutant: Mutant, verdict: Verdict): void {
  const line = lineAt(readFileSync(join(root, mutant.file), "utf8"), mutant.at);
  process.stdout.write(`${verdict.padEnd(11)} ${mutant.file}:${line}  ${mutant.what}\n`);
}

/** All mutants asleep in one tree, so that each file is compiled once. */
async function ofTypeScript(areas: readonly Area[]): Promise<[Mutant, Verdict][]> {
  const mutants = plant(
    tree,
    areas.flatMap(({ of, endings }) => filesBelow(tree, of, endings)),
  );
  const tests = await reached(
    runner,
    tree,
    filesBelow(tree, values.tests ?? areas.flatMap(({ tests }) => tests), [".test.ts"]),
  );
  process.stdout.write(`${mutants.length} mutants, ${tests.failed.size} tests fail without one
`);
  const compiler = new Compiler(root);
  const ended: [Mutant, Verdict][] = [];
  for (const [n, mutant] of sampleOf([...mutants.entries()], values.sample, values.seed)) {
    const env = { MUTANT: String(n), MUTANT_LOG: "" };
    let verdict = await judge(runner, tests.by(n, mutant.file), env, tests);
    if (verdict === "survived" || verdict === "not reached")
      if (compiler.refuses(mutant)) verdict = "types";
    say(mutant, verdict);
    ended.push([mutant, verdict]);
  }
  return ended;
}

async function ofScripts({ of, endings, tests }: Area): Promise<[Mutant, Verdict][]> {
  const mutants = filesBelow(tree, of, endings).flatMap((file) =>
    scriptMutants(file, readFileSync(join(tree, file), "utf8")),
  );
  const all = filesBelow(tree, values.tests ?? tests, [".test.ts"]);
  const first = await before(runner, tree, all);
  process.stdout.write(`${mutants.length} mutants, ${first.failed.size} tests fail without one\n`);
  const ended: [Mutant, Verdict][] = [];
  for (const mutant of sampleOf(mutants, values.sample, values.seed)) {
    const verdict = await written(tree, mutant, () => judge(runner, all, {}, first));
    say(mutant, verdict);
    ended.push([mutant, verdict]);
  }
  return ended;
}

async function main(): Promise<void> {
  if (values.help || positionals.length === 0) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const areas = positionals.map(areaOf);
  const ended: [Mutant, Verdict][] = [];
  const typed = areas.filter(isTyped);
  if (typed.length > 0) ended.push(...(await ofTypeScript(typed)));
  for (const area of areas.filter((one) => !isTyped(one))) ended.push(...(await ofScripts(area)));
  const left = count(ended, "survived") + count(ended, "not reached");
  process.stdout.write(
    `${ended.length} mutants: ${count(ended, "killed")} killed, ${count(ended, "too slow")} too slow, ${count(ended, "types")} refused by the types, ` +
      `${count(ended, "survived")} survived, ${count(ended, "not reached")} not reached: ${(100 - (100 * left) / ended.length).toFixed(0)} % noticed\n`,
  );
}

void main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
