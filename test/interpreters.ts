import { spawnSync } from "node:child_process";

/** Every awk that a Debian or Ubuntu host may have as `awk`, by its own name: what this machine has as `awk` decides nothing. */
export const AWKS: readonly (readonly [string, readonly [string, ...string[]]])[] = [
  ["mawk", ["mawk"]],
  ["gawk", ["gawk"]],
  ["gawk --posix", ["gawk", "--posix"]],
  ["busybox awk", ["busybox", "awk"]],
  ["original-awk", ["original-awk"]],
];

/** A shell and an awk that a host may have together: a name, how a script is run, and the file that is `awk` there. */
export const INTERPRETERS: readonly (readonly [string, readonly string[], string])[] = [
  ["dash and mawk", ["dash"], "mawk"],
  ["bash and gawk", ["bash"], "gawk"],
  ["busybox sh and its awk", ["busybox", "sh"], "busybox"],
];

/** Runs an awk program that prints, in the locale of the responses. @throws Error with what awk said. */
export function runAwk(
  [command, ...options]: readonly [string, ...string[]],
  program: string,
  input = "",
  env: Readonly<Record<string, string>> = {},
): string {
  const { status, stdout, stderr, error } = spawnSync(command, [...options, program], {
    input,
    encoding: "utf8",
    env: { PATH: process.env.PATH ?? "", LC_ALL: "C", ...env },
    maxBuffer: 2 ** 28,
  });
  if (error) throw error;
  if (status !== 0 || stderr !== "") throw new Error(`${command} ended with ${status}: ${stderr}`);
  return stdout;
}
