import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { UsageError } from "../exit";
import { findPulumi } from "./findPulumi";

/** What the engine said when it refused. */
export class PulumiError extends UsageError {
  constructor(
    /** Its standard error, trimmed. */
    readonly said: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Runs the engine in the project's folder and gives its standard output.
 * @param why what for, as it stands in the error: `the last deployment`.
 * @throws PulumiError with what the engine said.
 */
export async function runPulumi(
  dir: string,
  args: readonly string[],
  why: string,
): Promise<string> {
  const pulumi = await findPulumi();
  try {
    const { stdout } = await promisify(execFile)(
      pulumi,
      [...args, "--cwd", dir, "--non-interactive"],
      { maxBuffer: 2 ** 29, env: process.env },
    );
    return stdout;
  } catch (error) {
    const said = ((error as { stderr?: string }).stderr ?? String(error)).trim();
    const login = said.includes("PULUMI_ACCESS_TOKEN")
      ? "; run pulumi login (or pulumi login --local), or set PULUMI_BACKEND_URL"
      : "";
    throw new PulumiError(
      said,
      `${why} cannot be read by \`pulumi ${args[0] ?? ""}\`: ${said}${login}`,
    );
  }
}

/** The outputs of a stack; empty where it was never rolled out. */
export async function outputsOf(dir: string, stack: string): Promise<Record<string, unknown>> {
  const text = await unlessMissing(() =>
    runPulumi(
      dir,
      ["stack", "output", "--json", "--show-secrets", "--stack", stack],
      `stack ${stack}`,
    ),
  );
  return text === undefined ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** The whole state of a stack, secrets encrypted; undefined where there is no such stack yet. */
export async function exportOf(dir: string, stack: string): Promise<unknown> {
  const text = await unlessMissing(() =>
    runPulumi(dir, ["stack", "export", "--stack", stack], `the last deployment of stack ${stack}`),
  );
  return text === undefined ? undefined : JSON.parse(text);
}

async function unlessMissing(run: () => Promise<string>): Promise<string | undefined> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof PulumiError && /no stack named/.test(error.said)) return undefined;
    throw error;
  }
}
