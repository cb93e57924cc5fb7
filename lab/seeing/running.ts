import { spawn, type ChildProcess } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";

/** Programs that this run started, by what they are; all are ended with it, by their id. */
export class Running {
  private readonly all: { readonly child: ChildProcess; readonly log: string }[] = [];

  /** Starts a program whose words go into a file. */
  start(command: string, options: readonly string[], log: string): ChildProcess {
    const out = openSync(log, "w");
    const child = spawn(command, options, { stdio: ["ignore", out, out] });
    this.all.push({ child, log });
    return child;
  }

  /** Ends them, the last first, and waits until each is gone. */
  async stop(): Promise<void> {
    for (const { child } of this.all.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), 15_000);
      await gone;
      clearTimeout(late);
    }
  }
}

/**
 * Asks until there is an answer.
 * @throws Error with what was waited for, and the end of the log, where it does not come in time or the program has ended.
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  seconds: number,
  program?: { readonly child: ChildProcess; readonly log: string },
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    const ended = program !== undefined && program.child.exitCode !== null;
    if (ended || Date.now() > end) {
      const said = program ? `:\n${readFileSync(program.log, "utf8").slice(-2000)}` : "";
      throw new Error(`${what}: ${ended ? "it ended" : `not within ${seconds} s`}${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** A port of loopback that nothing uses. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
