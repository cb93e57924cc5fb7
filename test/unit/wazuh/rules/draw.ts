import { wordsOf } from "../../../../lab/random";

/** Draws numbers from a seed, so that a file is the same in every run and on every machine. */
export class Draw {
  private readonly word: () => number;

  constructor(seed: number) {
    this.word = wordsOf(seed);
  }

  below(most: number): number {
    return this.word() % most;
  }

  /** True once in so many. */
  oneIn(many: number): boolean {
    return this.below(many) === 0;
  }

  of<T>(all: readonly T[]): T {
    return all[this.below(all.length)] as T;
  }
}
