import { execFile } from "node:child_process";
import { join } from "node:path";

import { main } from "../../../cli/main";

const PROGRAM = join(__dirname, "../../../bin/active-response.js");

/** How a run of the program ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a verb in this process, and catches what it prints, behind the guard as in a process of its own. */
export async function run(args: readonly string[]): Promise<Ended> {
  const printed = { stdout: "", stderr: "" };
  const catching = (stream: "stdout" | "stderr") => (text: unknown) => {
    printed[stream] += String(text);
    return true;
  };
  // Node's own console writes to the stream as it is then.
  const line = (stream: "stdout" | "stderr") => (text: unknown) => {
    process[stream].write(`${String(text)}\n`);
  };
  const spies = [
    jest.spyOn(process.stdout, "write").mockImplementation(catching("stdout")),
    jest.spyOn(process.stderr, "write").mockImplementation(catching("stderr")),
    jest.spyOn(console, "log").mockImplementation(line("stdout")),
    jest.spyOn(console, "error").mockImplementation(line("stderr")),
  ];
  try {
    const code = await main(args);
    process.exitCode = 0;
    return { code, ...printed };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** Runs the program as a user does, in a process of its own; slow, so once or twice is enough. */
export function runProgram(args: readonly string[], input: string | Buffer = ""): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [PROGRAM, ...args], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
    child.stdin?.end(input);
  });
}
