import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";

import type { Order, Outcome, Unable } from "./child";

/** After so many orders a new process: jest keeps some of what each run has loaded. */
const ORDERS = 60;

/** Runs test files in a copied tree, in one process that lives on, and ends it where it takes too long. */
export class Runner {
  #child: ChildProcess | undefined;
  #orders = 0;

  constructor(private readonly tree: string) {}

  /**
   * @returns `undefined` where it was not through after `limit` ms.
   * @throws Error where jest itself could not run.
   */
  async run(order: Order, limit: number): Promise<Outcome | undefined> {
    if (this.#orders++ % ORDERS === 0) this.end();
    const child = (this.#child ??= this.#start());
    return new Promise((resolve, reject) => {
      const done = (outcome: Outcome | Unable | undefined): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        if (outcome === undefined) this.end();
        if (outcome && "error" in outcome)
          reject(new Error(`jest could not run: ${outcome.error}`));
        else resolve(outcome);
      };
      const timer = setTimeout(() => {
        done(undefined);
      }, limit);
      child.once("message", done);
      // A mutant that ends the process itself is found, as one that hangs is.
      child.once("exit", () => {
        done(undefined);
      });
      child.send(order);
    });
  }

  end(): void {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
  }

  #start(): ChildProcess {
    return fork(join(__dirname, "child.ts"), {
      cwd: this.tree,
      execArgv: process.execArgv,
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      env: { ...process.env, CI: "true", NO_COLOR: "1" },
    });
  }
}
