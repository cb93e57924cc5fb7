import { runCLI } from "jest";

/** What the child is asked: to run these test files, with this in its environment. */
export interface Order {
  readonly tests: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Which tests failed (their file, a tab, their name), and how long each file took, in ms. */
export interface Outcome {
  readonly failed: readonly string[];
  readonly took: Readonly<Record<string, number>>;
}

/** What is told instead where jest itself could not run: that is no fault that was noticed. */
export interface Unable {
  readonly error: string;
}

// One process for many mutants: what jest and TypeScript have read stays in memory.
process.on("message", (order: Order) => {
  void run(order).then(
    (outcome) => process.send?.(outcome),
    (error: unknown) => process.send?.({ error: String(error) } satisfies Unable),
  );
});

async function run({ tests, env }: Order): Promise<Outcome> {
  Object.assign(process.env, env);
  const argv = {
    _: [...tests],
    $0: "",
    runTestsByPath: true,
    selectProjects: ["unit"],
    runInBand: true,
    // With bail jest would end the process.
    bail: 0,
    reporters: [],
    silent: true,
    ci: true,
    watchman: false,
  };
  const { results } = await runCLI(argv, [process.cwd()]);
  const files = results.testResults;
  return {
    failed: files.flatMap(({ testFilePath, testResults, testExecError }) => [
      ...(testExecError === undefined ? [] : [`${testFilePath}\t`]),
      ...testResults
        .filter(({ status }) => status === "failed")
        .map(({ fullName }) => `${testFilePath}\t${fullName}`),
    ]),
    took: Object.fromEntries(
      files.map((one) => [one.testFilePath, one.perfStats.end - one.perfStats.start]),
    ),
  };
}
