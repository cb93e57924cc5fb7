import type { NodeRuntime } from "./languageHost";

const typed = (more: Readonly<Record<string, string>>): NodeRuntime => ({
  nodeargs: ["--stack-trace-limit=4", "--require", "./bin/privateCache.js"],
  environment: {
    PULUMI_NODEJS_TYPESCRIPT: "true",
    PULUMI_NODEJS_TSCONFIG_PATH: "tsconfig.pulumi.json",
    ...more,
  },
});

/** As Pulumi.yaml says: the SDK's own ts-node, without types, and short stack traces. */
export const AS_IT_COMES = typed({});

/**
 * Ways to start the program. Both compilers keep what they have compiled, by a sum of its source: nothing stale is ever
 * run, and no build is needed.
 */
export const RUNTIMES = {
  /** Types checked at every start. */
  checked: typed({ PULUMI_NODEJS_TRANSPILE_ONLY: "false" }),
  asItComes: AS_IT_COMES,
  /** By tsx instead, as the command line is. */
  tsx: { nodeargs: ["--require", "tsx/cjs"], environment: { PULUMI_NODEJS_TYPESCRIPT: "false" } },
} as const satisfies Record<string, NodeRuntime>;
