import type { NodeRuntime } from "./languageHost";

const STACK_TRACES = "--stack-trace-limit=4";

/** As Pulumi.yaml says: one file, made anew where a source changed, and short stack traces. */
export const AS_IT_COMES: NodeRuntime = {
  program: "start.js",
  nodeargs: [STACK_TRACES],
  environment: { PULUMI_NODEJS_TYPESCRIPT: "false" },
};

/** Ways to start the program. Each keeps what it has compiled, and none needs a build. */
export const RUNTIMES = {
  asItComes: AS_IT_COMES,
  /** By the SDK's own compiler, module by module, types not checked. */
  sdk: {
    program: "index.ts",
    nodeargs: [STACK_TRACES],
    environment: { PULUMI_NODEJS_TYPESCRIPT: "true", PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
  },
  /** By tsx. */
  tsx: {
    program: "index.ts",
    nodeargs: [STACK_TRACES, "--require", "tsx/cjs"],
    environment: { PULUMI_NODEJS_TYPESCRIPT: "false" },
  },
} as const satisfies Record<string, NodeRuntime>;
