// What tests compare is text. Run in a terminal or under a CI that wants colours, it stays text.
process.env.NO_COLOR = "1";
delete process.env.FORCE_COLOR;

// Each file loads esbuild anew. In a worker thread it would keep a process for more builds, one a file, to the end of the run.
process.env.ESBUILD_WORKER_THREADS = "0";

const typescript = {
  transform: {
    "^.+\\.ts$": ["ts-jest", { tsconfig: "<rootDir>/tsconfig.json" }],
  },
  testEnvironment: "node",
  setupFiles: ["<rootDir>/test/setUp.ts"],
};

const inMemory = {
  ...typescript,
  testMatch: ["<rootDir>/test/unit/**/*.test.ts"],
  globalSetup: "<rootDir>/test/temporary.cjs",
  globalTeardown: "<rootDir>/test/temporaryGone.cjs",
};

/**
 * `unit` touches nothing but memory and temporary folders; `quick` is `unit` without the files that take more than some five
 * seconds, which are named NAME.long.test.ts; `lab` brings namespaces up; so does `nightly`, which `npm run test:nightly` runs
 * and `npm test` does not. Jest alone would run all of them, some twice: name one.
 */
module.exports = {
  projects: [
    { ...inMemory, displayName: "unit" },
    {
      ...inMemory,
      displayName: "quick",
      testPathIgnorePatterns: ["\\.long\\.test\\.ts$"],
    },
    {
      ...typescript,
      displayName: "lab",
      testEnvironment: "<rootDir>/test/patience.cjs",
      testMatch: ["<rootDir>/test/lab/**/*.test.ts"],
    },
    {
      ...typescript,
      displayName: "nightly",
      testMatch: ["<rootDir>/test/nightly/**/*.test.ts"],
    },
  ],
  // Only a bound: a busy machine takes ten times as long.
  testTimeout: 120_000,
};
