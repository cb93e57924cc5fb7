import { BIN } from "../../model/hostPaths";
import type { HostFile } from "../../model/hostFile";

/** The files of a response that a host gets, and the tools that they need there. */
export interface ResponseFiles {
  readonly files: readonly HostFile[];
  readonly tools: readonly string[];
  /** Executable -> what the report says where the host has none. */
  readonly warnWithout?: Readonly<Record<string, string>>;
}

/** An executable under active-response/bin, with the owner and mode of a stock one. */
export function executable(name: string, content: string): HostFile {
  return { path: `${BIN}/${name}`, owner: "root", group: "wazuh", mode: "0750", content };
}

/** A file that our executables, or the user's own, read or run; Wazuh may read it. */
export function besides(
  path: string,
  { mode = "0640", ...file }: Pick<HostFile, "content" | "encoding"> & { readonly mode?: string },
): HostFile {
  return { path, owner: "root", group: "wazuh", mode, ...file };
}
