import { spawn } from "node:child_process";
import { dirname, join } from "node:path";

import { engineEnvironment } from "../../tools/engine/engineEnvironment";
import { findEngine } from "../../tools/engine/findEngine";
import { languageHost, type NodeRuntime } from "./languageHost";
import { AS_IT_COMES } from "./runtimes";

/** One operation on the stack of a folder that `deployment` has opened. */
export interface Operation {
  readonly folder: string;
  readonly what: "up" | "preview";
  /** Variables of the engine and of the program. @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /** How the program is started. @default as Pulumi.yaml says */
  readonly runtime?: NodeRuntime;
  /** Resources that the engine works on at the same time. */
  readonly parallel: number;
  /** Seconds after which it is ended, with all that it started. @default none */
  readonly limit?: number;
}

/** How an operation ended. */
export type Ended =
  { readonly seconds: number; readonly printed: string } | { readonly over: number };

const REPOSITORY = join(__dirname, "../..");

/**
 * Runs `pulumi up` or `pulumi preview` as a user does: one process of the engine, which starts the program by the SDK's
 * own runner. The time is that of the engine's process, from its start to its end.
 * @throws Error with its own words where it failed.
 */
export async function runPulumi(operation: Operation): Promise<Ended> {
  const { folder, what, environment = {}, runtime = AS_IT_COMES, parallel, limit } = operation;
  const { pulumi } = await findEngine({ say: () => undefined });
  const host = await languageHost(REPOSITORY, {
    ...runtime,
    environment: { ...runtime.environment, ...environment },
  });
  const args = [
    what,
    "--non-interactive",
    "--color=never",
    "--stack=lab",
    `--parallel=${parallel}`,
  ];
  if (what === "up") args.push("--yes", "--skip-preview");
  args.push(`--client=${host.address}`, "--config-file", join(folder, "project/Pulumi.lab.yaml"));
  const path = `${dirname(pulumi)}:${process.env["PATH"] ?? ""}`;
  const env = { ...process.env, ...engineEnvironment({ folder }), ...environment, PATH: path };
  const start = performance.now();
  const child = spawn(pulumi, args, { cwd: REPOSITORY, env, detached: true });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (piece: string) => (printed += piece));
  const ended = { over: false };
  const end = (): void => {
    ended.over = true;
    // Its own process group: the provider ends with it.
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  };
  const timer = limit === undefined ? undefined : setTimeout(end, limit * 1000);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    const seconds = (performance.now() - start) / 1000;
    if (ended.over) return { over: limit ?? 0 };
    if (code !== 0) throw new Error(`pulumi ${what} failed: ${printed.trim().slice(-2000)}`);
    return { seconds, printed };
  } finally {
    clearTimeout(timer);
    host.stop();
  }
}
