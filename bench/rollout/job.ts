import { createHash } from "node:crypto";

import { BIN } from "../../policy/model/hostPaths";

/** The job that every way does on every host: three scripts, root:wazuh 0750, and a check of each. */
export interface Job {
  readonly scripts: readonly Script[];
}

/** A file that every way of a rollout brings to a host. */
export interface Script {
  readonly name: string;
  readonly path: string;
  readonly content: string;
  readonly sha256: string;
}

/** Length of a script, in bytes: about that of the project's own. */
const LENGTH = 3800;

/**
 * @param prefix begins the scripts' names: each way has its own, so that none finds another's work done.
 * @param versions of the three scripts; another number is another content.
 */
export function jobOf(prefix: string, versions: readonly [number, number, number]): Job {
  return {
    scripts: versions.map((version, i) => {
      const name = `bench-${prefix}-${i + 1}`;
      const head = `#!/bin/sh\n# ${name}, version ${version}\nIFS= read -r line || exit 0\nexit 0\n`;
      const lines = Math.floor((LENGTH - head.length) / 64);
      const content =
        head + `# ${"what a script of this size holds ".repeat(2).slice(0, 61)}\n`.repeat(lines);
      const sha256 = createHash("sha256").update(content).digest("hex");
      return { name, path: `${BIN}/${name}`, content, sha256 };
    }),
  };
}
