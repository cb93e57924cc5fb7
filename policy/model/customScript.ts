import { ACTIVE_RESPONSE } from "./executables";
import { CUSTOM } from "./keys/custom";
import type { CustomResponse } from "./response";

type Entry = Pick<CustomResponse, "executable" | "script" | "files">;

/** What wazuh-execd, or our runner, starts of a custom response: a text or, in base64, bytes. */
export interface Program {
  readonly content: string;
  readonly encoding?: "base64";
  /** Key of the stack that it comes from: `script`, `files[1]`. */
  readonly key: string;
}

/** What a custom response starts; nothing where the hosts have the executable already. */
export function programOf({ executable, script, files = [] }: Entry): Program | undefined {
  if (script !== undefined) return { content: script, key: "script" };
  const at = files.findIndex(({ name }) => name === executable);
  const file = files[at];
  return file && { ...contentOf(file), key: `files[${at}]` };
}

/** What a file holds, as it travels to a host. */
export function contentOf({
  content,
  base64,
}: Omit<NonNullable<CustomResponse["files"]>[number], "name">): Omit<Program, "key"> {
  return base64 === undefined
    ? { content: content ?? "" }
    : { content: base64.replace(/\s/g, ""), encoding: "base64" };
}

/** Who speaks with wazuh-execd for a custom response. What the hosts have already speaks for itself. */
export function protocolOf(response: Entry & Pick<CustomResponse, "protocol">): "runner" | "own" {
  const { protocol } = response;
  return protocol ?? (programOf(response) === undefined ? "own" : CUSTOM.protocol);
}

/** Folder with the files of a custom response; under the runner its script is there, too. */
export function folderOf({ executable }: Pick<CustomResponse, "executable">): string {
  return `${ACTIVE_RESPONSE}/custom/${executable}`;
}

/** Fields that name what a custom response acts on. */
export function keysOf({ key, field }: Pick<CustomResponse, "key" | "field">): readonly string[] {
  return key ?? field ?? [CUSTOM.key];
}
