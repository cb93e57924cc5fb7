import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

import type { Ended } from "./mutant";

/** The verdicts of a run, in a file from one mutant to the next, so that a run that was stopped goes on from there. */
export class Recorded {
  readonly #ended = new Map<string, Ended>();

  /**
   * @param file undefined: nothing is kept.
   * @param again what no test noticed is forgotten, and so tried again.
   * @throws Error where the file is not one that was written here.
   */
  constructor(
    private readonly file: string | undefined,
    again: boolean,
  ) {
    if (file === undefined || !existsSync(file)) return;
    for (const one of endedIn(file))
      if (!again || !isUnnoticed(one)) this.#ended.set(keyOf(one), one);
  }

  /** What is known of a mutant from an earlier run. */
  of(mutant: Pick<Ended, KeyField>): Ended | undefined {
    return this.#ended.get(keyOf(mutant));
  }

  /** Keeps a verdict. */
  add(one: Ended): void {
    this.#ended.set(keyOf(one), one);
    if (this.file === undefined) return;
    const text = `${JSON.stringify([...this.#ended.values()], undefined, 1)}\n`;
    writeFileSync(`${this.file}.new`, text);
    renameSync(`${this.file}.new`, this.file);
  }
}

type KeyField = "file" | "source" | "column" | "what";

/** Stays where lines above the mutant come and go. */
function keyOf({ file, source, column, what }: Pick<Ended, KeyField>): string {
  return [file, source, column, what].join("\t");
}

/** True of a fault that passed every test. */
export function isUnnoticed({ verdict }: Pick<Ended, "verdict">): boolean {
  return verdict === "survived" || verdict === "not reached";
}

function endedIn(file: string): readonly Ended[] {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    read = undefined;
  }
  if (!Array.isArray(read) || !read.every((one) => typeof (one as Ended).verdict === "string"))
    throw new Error(`--out ${file} is not a record of this tool; name another file`);
  return read as Ended[];
}
