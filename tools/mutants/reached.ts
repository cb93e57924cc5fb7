import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import type { Mutant } from "./mutant";
import { before, type Before } from "./judge";
import { planted } from "./planted";
import type { Runner } from "./runner";

/** A mutant of a list of them. */
export interface Numbered extends Mutant {
  readonly n: number;
  /** Of its file, from 1. */
  readonly line: number;
}

/** Plants all mutants of these files asleep. @returns them by their numbers. */
export function plant(tree: string, files: readonly string[]): Mutant[] {
  const mutants: Mutant[] = [];
  for (const file of files) {
    const { text, mutants: of } = planted(
      file,
      readFileSync(join(tree, file), "utf8"),
      mutants.length,
    );
    writeFileSync(join(tree, file), text);
    mutants.push(...of);
  }
  return mutants;
}

/** What the tests do with every fault asleep, and which of them reach a mutant, those nearest to its file first. */
export interface Reached extends Before {
  readonly by: (mutant: Numbered) => readonly string[];
}

/** Runs the tests once, with every mutant asleep. */
export async function reached(
  runner: Runner,
  tree: string,
  all: readonly string[],
): Promise<Reached> {
  const log = join(tree, "reached.tsv");
  const first = await before(runner, tree, all, { MUTANT_LOG: log, MUTANT: "" });
  const byMutant = new Map<number, Set<string>>();
  const lines = existsSync(log) ? readFileSync(log, "utf8").split("\n") : [];
  for (const line of lines) {
    const [n = "", test = ""] = line.split("\t");
    if (test === "") continue;
    const tests = byMutant.get(Number(n)) ?? new Set();
    byMutant.set(Number(n), tests.add(relative(tree, test)));
  }
  return {
    ...first,
    by: ({ n, file }) =>
      [...(byMutant.get(n) ?? [])].sort(
        (a, b) => far(file, a) - far(file, b) || first.took([a]) - first.took([b]),
      ),
  };
}

/** 0 for the tests of the file's own folder, 1 for those of a folder above it, 2 for others. */
function far(file: string, test: string): number {
  const room = dirname(file).replace(/^policy\//, "");
  const place = dirname(test).replace(/^test\/unit\/?/, "");
  if (place === room) return 0;
  return place !== "" && (room.startsWith(place) || place.startsWith(room)) ? 1 : 2;
}
