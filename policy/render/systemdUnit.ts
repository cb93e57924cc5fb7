import type { HostFile } from "../model/hostFile";

/**
 * A line of a unit that runs a program below /var/ossec, by /usr/bin/env as Wazuh's own units do: with SELinux in force systemd
 * may not run a file of /var (var_t) itself, and what it runs by a program of /usr/bin is not confined.
 * @param prefix `-` where its failure is none of the unit.
 */
export function execLine(
  key: "ExecStart" | "ExecReload" | "ExecStopPost",
  command: string,
  prefix: "-" | "" = "",
): string {
  return `${key}=${prefix}/usr/bin/env ${command}`;
}

/** A unit or timer of systemd that root owns; a host without systemd is told `otherwise`. */
export function systemdUnit(
  name: string,
  lines: readonly string[],
  { otherwise, ...steps }: Pick<HostFile, "reload" | "unload"> & { readonly otherwise: string },
): HostFile {
  return {
    path: `/etc/systemd/system/${name}`,
    owner: "root",
    group: "root",
    mode: "0644",
    content: ["# Rendered; edit the stack, not this file.", ...lines, ""].join("\n"),
    ...steps,
    onlyWith: "systemctl",
    otherwise,
  };
}
