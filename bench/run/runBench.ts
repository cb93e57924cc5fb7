import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Runs a benchmark to its end: a fault is one line, with exit code 70, and nothing that it left open keeps it alive. */
export function runBench(main: () => Promise<void>): void {
  main().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error((error as Error).message);
      process.exit(70);
    },
  );
}

/** Writes bench/results/NAME.json, from which the page and the chart are made. */
export function writeResult(name: string, result: object): void {
  const file = join(__dirname, "../results", `${name}.json`);
  writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
}
