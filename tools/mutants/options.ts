import { parseArgs } from "node:util";

import { AREAS, areaOf, type Area } from "./areas";

/** How to call the tool. */
export const USAGE = `npm run mutants -- [--sample N|all] [--seed N] [--out FILE] [--again] [--least N] [--tests FOLDER]... AREA|PATH...

Plants small faults in a copy of the project, one at a time, and runs the unit tests that reach each: which does no test notice?

  AREA             ${AREAS.map(({ name }) => name).join(", ")}; or a file or folder of one
  --sample N|all   how many of an area's faults are tried, drawn at random (60)
  --seed N         which are drawn: one seed, one sample (1)
  --out FILE       writes every verdict to this JSON file at once; a run that was stopped goes on from it
  --again          of what FILE has, tries again what no test noticed
  --least N        the percentage that must be noticed, without what tools/mutants/judged.tsv calls equivalent
  --tests FOLDER   tests of this folder instead of the area's

Exit code: 0 all were tried; 1 fewer were noticed than --least says; 64 the call is not right; 70 the tests cannot be run.
`;

/** What was asked for. */
export interface Options {
  readonly areas: readonly Area[];
  readonly sample: number;
  readonly seed: number;
  readonly out?: string | undefined;
  readonly again: boolean;
  readonly least: number;
}

/**
 * Reads the command line.
 * @returns `undefined` where the help is asked for.
 * @throws Error saying what to write instead.
 */
export function optionsOf(args: readonly string[]): Options | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      sample: { type: "string", default: "60" },
      seed: { type: "string", default: "1" },
      out: { type: "string" },
      again: { type: "boolean", default: false },
      least: { type: "string", default: "0" },
      tests: { type: "string", multiple: true },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  if (positionals.length === 0) throw new Error("names no area; write one, such as lint");
  const { tests } = values;
  return {
    areas: positionals.map(areaOf).map((area) => (tests ? { ...area, tests } : area)),
    sample: values.sample === "all" ? Infinity : numberOf("sample", values.sample, 1),
    seed: numberOf("seed", values.seed, 0),
    out: values.out,
    again: values.again,
    least: numberOf("least", values.least, 0, 100),
  };
}

function numberOf(name: string, text: string, least: number, most = 2 ** 31): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > most)
    throw new Error(
      `--${name} "${text}" is not a valid number; write one of ${least} to ${most}${name === "sample" ? ", or all" : ""}`,
    );
  return number;
}
