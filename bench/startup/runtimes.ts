import type { NodeRuntime } from "./languageHost";

const typed = (more: Readonly<Record<string, string>>): NodeRuntime => ({
  nodeargs: [],
  environment: {
    PULUMI_NODEJS_TYPESCRIPT: "true",
    PULUMI_NODEJS_TSCONFIG_PATH: "tsconfig.pulumi.json",
    ...more,
  },
});

/**
 * Ways to start the program. Both compilers keep what they have compiled, by a sum of its source: nothing stale is ever
 * run, and no build is needed.
 */
export const RUNTIMES = {
  /** The SDK's own ts-node, types checked at every start. */
  checked: typed({ PULUMI_NODEJS_TRANSPILE_ONLY: "false" }),
  /** As Pulumi.yaml says: the same without types. */
  asItComes: typed({}),
  /** By tsx instead, as the command line is. */
  tsx: { nodeargs: ["--require", "tsx/cjs"], environment: { PULUMI_NODEJS_TYPESCRIPT: "false" } },
} as const satisfies Record<string, NodeRuntime>;
