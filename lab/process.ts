import { spawn } from "node:child_process";

/** How a command ended, and what it printed. */
export interface Outcome {
  /** Exit code; 128 and more where a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program to its end.
 * @param input text for its standard input; none means an empty one.
 * @throws Error where the program cannot be started.
 */
export function runProgram(program: string, args: readonly string[], input = ""): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    // A program may end without reading its input; that is no failure of ours.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({
        code: code ?? 128,
        stdout: Buffer.concat(out).toString(),
        stderr: Buffer.concat(err).toString(),
      });
    });
  });
}

/**
 * Runs a program that must succeed.
 * @returns what it printed.
 * @throws Error with its command and its words where it did not.
 */
export async function mustRun(
  program: string,
  args: readonly string[],
  input = "",
): Promise<string> {
  const outcome = await runProgram(program, args, input);
  if (outcome.code !== 0)
    throw new Error(`${program} ${args.join(" ")}: exit ${outcome.code}: ${outcome.stderr.trim()}`);
  return outcome.stdout;
}
