import { spawn } from "node:child_process";

import { COLUMNS } from "./terminalPicture";

/** How a program is run for a picture. */
export interface Run {
  /** Folder that it runs in. */
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Exit codes that are wanted; any other one is a fault. @default [0] */
  readonly codes?: readonly number[];
}

/**
 * Runs a program on a terminal of its own (by script of util-linux), so that it shows what it shows a person.
 * @returns everything that the terminal got, escape sequences too.
 * @throws Error with all of it where the program ends otherwise than wanted.
 */
export function record(program: string, args: readonly string[], run: Run): Promise<string> {
  const { cwd, environment = {}, codes = [0] } = run;
  const words = [program, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  const typed = `stty cols ${COLUMNS} rows 200; exec ${words}`;
  return new Promise((resolve, reject) => {
    const child = spawn("script", ["-qefc", typed, "/dev/null"], {
      cwd,
      env: { ...process.env, TERM: "xterm-256color", ...environment },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code !== null && codes.includes(code)) resolve(text.replaceAll("\r\n", "\n"));
      else reject(new Error(`${program} ${args.join(" ")}: exit ${code ?? "by signal"}:\n${text}`));
    });
  });
}
