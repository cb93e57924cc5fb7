import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { mkdir } from "node:fs/promises";
import { cpus } from "node:os";
import { dirname, join } from "node:path";

import { EngineError } from "./engineError";
import { Progress } from "./progress";
import { ENGINE_VERSION } from "../../cli/lib/pulumi/version";
import { whyNoBuild } from "./whyNoBuild";

const MODULE = "github.com/pulumi/pulumi";
/** Minutes of one core that a cold build takes, measured on Debian 12. */
const CORE_MINUTES = 12;

/** What a build uses; parameters, so that tests can put a compiler of their own in. */
export interface BuildOptions {
  /** @default process.env */
  readonly environment?: NodeJS.ProcessEnv;
  /** Folder with go.mod and go.sum. @default engine/go */
  readonly sources?: string;
}

/**
 * Builds the engine from its published Go module, pinned by engine/go/go.sum.
 * @param folder gets `bin/pulumi`.
 * @param say prints one line; the progress is written through it.
 * @throws EngineError where Go is missing or too old, the disk is short, or the compiler fails.
 */
export async function buildFromModule(
  folder: string,
  say: (line: string) => void,
  options: BuildOptions = {},
): Promise<void> {
  const environment = options.environment ?? process.env;
  const sources = options.sources ?? join(__dirname, "go");
  const problem = await whyNoBuild(dirname(folder), sources, environment);
  if (problem !== undefined) throw new EngineError(problem);
  const pulumi = join(folder, "bin", "pulumi");
  await mkdir(dirname(pulumi), { recursive: true });
  const minutes = Math.max(2, Math.ceil(CORE_MINUTES / cpus().length));
  const progress = new Progress(
    `Building the Pulumi engine ${ENGINE_VERSION}, once (about ${minutes} minutes, more on a busy machine)`,
    say,
  );
  try {
    await goBuild(pulumi, sources, environment, progress);
  } catch (error) {
    progress.fail();
    throw error;
  }
  progress.done();
}

function goBuild(
  pulumi: string,
  sources: string,
  environment: NodeJS.ProcessEnv,
  progress: Progress,
): Promise<void> {
  const version = `-X ${MODULE}/sdk/v3/go/common/version.Version=v${ENGINE_VERSION}`;
  return new Promise((resolve, reject) => {
    const go = spawn(
      "go",
      [
        "build",
        "-v",
        "-mod=readonly",
        "-ldflags",
        `-s -w ${version}`,
        "-o",
        pulumi,
        `${MODULE}/pkg/v3/cmd/pulumi`,
      ],
      {
        cwd: sources,
        env: environment,
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    const said: string[] = [];
    let packages = 0;
    createInterface(go.stderr).on("line", (line) => {
      if (line.startsWith("go: downloading ")) progress.now("downloading modules");
      else if (/^[\w./@~-]+$/.test(line)) progress.now(`${String(++packages)} packages compiled`);
      else said.push(line);
    });
    go.once("error", reject);
    go.once("close", (code) => {
      if (code === 0) resolve();
      else
        reject(
          new EngineError(
            `The Pulumi engine could not be built from its Go module (go build ended with ${String(code)}):\n` +
              `${said.slice(-15).join("\n")}\nInstall the Pulumi CLI (3.200 or later) and put it on PATH instead.`,
          ),
        );
    });
  });
}
