import { runProgram, type Outcome } from "./process";
import type { RunOptions } from "./labTypes";

/** Where the lab's own programs and the stand-ins lie in every host. */
export const STAND_IN = "/usr/local/lib/wazuh-stand-in";

/**
 * Runs a program inside a host's namespaces, as root or another of its users; its children stay in the host.
 * @param pid the host's process 1, as this process sees it.
 */
export function runInHost(
  pid: number,
  program: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> {
  const user = options.user ?? "root";
  const become =
    user === "root"
      ? []
      : ["setpriv", `--reuid=${user}`, `--regid=${user}`, "--init-groups", "--inh-caps=-all"];
  const home = user === "root" ? "/root" : `/home/${user}`;
  return runProgram(
    "nsenter",
    [
      `--target=${pid}`,
      "--net",
      "--mount",
      "--pid",
      "--uts",
      "--ipc",
      "--root",
      "--wd",
      "--",
      "env",
      "-i",
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      `HOME=${home}`,
      `USER=${user}`,
      "LANG=C.UTF-8",
      ...become,
      ...program,
    ],
    options.input,
  );
}

/**
 * The same, for a program that must succeed.
 * @throws Error with the host's name and the program's words.
 */
export async function mustRunInHost(
  host: { readonly pid: number; readonly name: string },
  program: readonly string[],
  input = "",
): Promise<string> {
  const outcome = await runInHost(host.pid, program, { input });
  if (outcome.code !== 0)
    throw new Error(
      `${host.name}: ${program.join(" ")}: exit ${outcome.code}: ${outcome.stderr.trim()}`,
    );
  return outcome.stdout;
}
