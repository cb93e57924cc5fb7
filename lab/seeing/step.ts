import { isDeepStrictEqual } from "node:util";

/** Steps of a run: each is said with what was seen, and a wrong one does not keep the others from running. */
export class Steps {
  private readonly wrong: string[] = [];
  private right = 0;

  /** Runs one step, and says whether it did what it should. */
  async step(name: string, run: () => Promise<void>): Promise<void> {
    try {
      await run();
      this.right++;
      console.log(`ok    ${name}`);
    } catch (error) {
      this.wrong.push(name);
      console.log(`WRONG ${name}\n      ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Says the sum. @returns whether all were right. */
  sum(): boolean {
    console.log(`\n${this.right} passed, ${this.wrong.length} failed`);
    return this.wrong.length === 0;
  }
}

/** @throws Error with both values where they differ. */
export function same(what: string, is: unknown, wanted: unknown): void {
  if (isDeepStrictEqual(is, wanted)) return;
  throw new Error(`${what} is ${JSON.stringify(is)}, not ${JSON.stringify(wanted)}`);
}
