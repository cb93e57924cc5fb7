import type { HostFile } from "../model/hostFile";

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
