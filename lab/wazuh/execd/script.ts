import { spawn, type ChildProcess } from "node:child_process";

/** A response that runs. */
export interface Script {
  /** Writes one line to its standard input. */
  say(line: string): void;
  /** Its first line, at most 8191 bytes; undefined where it closed its output without one. */
  readonly answer: Promise<string | undefined>;
  /** Closes its input and waits for its end. */
  finish(): Promise<void>;
}

const LONGEST_ANSWER = 8191;

/**
 * Starts an executable as execd does: in Wazuh's home, with standard error closed and next to no environment.
 * @param answers whether its output is read; else it goes nowhere, as at a revert.
 * @param told gets its exit code, undefined where a signal ended it; of 4.14 nobody asks.
 * One that cannot be started is like one that ends at once: the real execd speaks of it at debug level only.
 */
export function runScript(
  home: string,
  executable: string,
  answers: boolean,
  told: (code: number | undefined) => void = () => undefined,
): Script {
  const child = spawn("/bin/sh", ["-c", 'exec "$0" 2>&-', executable], {
    cwd: home,
    env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" },
    stdio: ["pipe", answers ? "pipe" : "ignore", "ignore"],
  });
  const { stdin, stdout } = child;
  if (!stdin) throw new Error(`${executable}: no standard input`);
  stdin.on("error", () => undefined);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", (code) => {
      told(code ?? undefined);
      resolve();
    });
    child.once("error", () => {
      resolve();
    });
  });
  return {
    say: (line) => stdin.write(`${line}\n`),
    answer: firstLine(child),
    finish: async () => {
      stdin.end();
      stdout?.destroy();
      await ended;
    },
  };
}

function firstLine({ stdout }: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = "";
    if (!stdout) {
      resolve(undefined);
      return;
    }
    stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      const end = text.indexOf("\n");
      if (end === -1 && text.length < LONGEST_ANSWER) return;
      const line = text.slice(0, end === -1 ? LONGEST_ANSWER : Math.min(end, LONGEST_ANSWER));
      resolve(Buffer.from(line, "latin1").toString());
    });
    stdout.on("end", () => {
      resolve(text === "" ? undefined : Buffer.from(text, "latin1").toString());
    });
    stdout.on("error", () => {
      resolve(undefined);
    });
  });
}
