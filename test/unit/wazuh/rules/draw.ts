/** Draws numbers from a seed (mulberry32), so that a file is the same in every run and on every machine. */
export class Draw {
  constructor(private state: number) {}

  below(most: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % most;
  }

  /** True once in so many. */
  oneIn(many: number): boolean {
    return this.below(many) === 0;
  }

  of<T>(all: readonly T[]): T {
    return all[this.below(all.length)] as T;
  }
}
