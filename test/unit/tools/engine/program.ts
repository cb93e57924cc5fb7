import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

/** A temporary folder of one test. */
export function folder(): string {
  return mkdtempSync(join(tmpdir(), "engine-test-"));
}

/** Writes an executable shell script. */
export function program(path: string, script: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return path;
}

/** A stand-in for an engine that says its version. */
export function engine(path: string, version: string): string {
  return program(path, `[ "$1" = version ] && echo v${version}`);
}

/** An environment with one folder of the test's own before the system's, and a cache of its own. */
export function environment(root: string): NodeJS.ProcessEnv {
  return {
    PATH: [join(root, "bin"), "/usr/bin", "/bin"].join(delimiter),
    HOME: root,
    XDG_CACHE_HOME: join(root, "cache"),
  };
}
