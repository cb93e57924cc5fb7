import { readFileSync } from "node:fs";

import type { Ended } from "./mutant";

/** Faults that somebody looked at and that change nothing anybody can see: why, by the fault. */
export class Judged {
  readonly #why = new Map<string, string>();

  /** @param file lines of file, line of the source, what is changed, and why that is nothing, with tabs between. */
  constructor(file: string) {
    for (const line of readFileSync(file, "utf8").split("\n").slice(1)) {
      if (line === "") continue;
      const [path = "", source = "", what = "", why = ""] = line.split("\t");
      if (why === "") throw new Error(`${file} has a line without a reason: ${line}`);
      this.#why.set([path, source, what].join("\t"), why);
    }
  }

  /** Why a fault changes nothing; undefined where nobody said so. */
  why({ file, source, what }: Pick<Ended, "file" | "source" | "what">): string | undefined {
    return this.#why.get([file, source, what].join("\t"));
  }
}
