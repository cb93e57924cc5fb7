import type { StackInput } from "../policy/model/stack";

/**
 * The command that runs a constant script as root on a host; values go in by standard input.
 * @param ssh says whether the user there has to become root first.
 */
export function rootShell(ssh: Pick<StackInput["ssh"], "sudo">, script: string): string {
  return `${ssh.sudo === true ? "sudo -n " : ""}sh -c '${script.replaceAll("'", `'\\''`)}'`;
}
