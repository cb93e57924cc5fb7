import type { WrittenOf } from "../../../policy/model/written";

type Custom = WrittenOf<"custom">;

/** A script of the user's as the stack has it, at a rule of web attacks. */
export const custom = (executable: string, script: string, more: Partial<Custom> = {}): Custom => ({
  kind: "custom",
  rules: [31_151],
  command: executable,
  executable,
  script: `#!/bin/sh\n${script}\n`,
  ...more,
});
