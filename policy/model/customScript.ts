import { ACTIVE_RESPONSE } from "./hostPaths";

/** What a script of the user's own gets where nothing is written. */
export const CUSTOM = {
  protocol: "runner",
  timeLimit: "10s",
  key: "srcip",
  mode: "0640",
} as const;

/** One more file of a script: its text, or its bytes in base64. */
interface File {
  readonly name: string;
  readonly content?: string;
  readonly base64?: string;
}

interface Entry {
  readonly executable: string;
  readonly script?: string;
  readonly files?: readonly File[];
}

interface Fields {
  readonly field?: readonly string[];
  readonly key?: readonly string[];
}

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
export function contentOf({ content, base64 }: Omit<File, "name">): Omit<Program, "key"> {
  return base64 === undefined
    ? { content: content ?? "" }
    : { content: base64.replace(/\s/g, ""), encoding: "base64" };
}

/** Who speaks with wazuh-execd for a custom response. What the hosts have already speaks for itself. */
export function protocolOf(
  response: Entry & { readonly protocol?: "runner" | "own" },
): "runner" | "own" {
  const { protocol } = response;
  return protocol ?? (programOf(response) === undefined ? "own" : CUSTOM.protocol);
}

/** Folder with the files of a custom response; under the runner its script is there, too. */
export function folderOf({ executable }: Pick<Entry, "executable">): string {
  return `${ACTIVE_RESPONSE}/custom/${executable}`;
}

/** Fields that name what a custom response acts on. */
export function keysOf({ key, field }: Fields): readonly string[] {
  return key ?? field ?? [CUSTOM.key];
}

/** Does the runner refuse an alert without srcip? It asks for the address, or, with a timeout, for a key. */
export function wantsSource(
  response: Parameters<typeof protocolOf>[0] & Fields & { readonly timeout?: number },
): boolean {
  if (protocolOf(response) === "own") return false;
  const { field, timeout = 0 } = response;
  const wanted = [...(field ? [field] : []), ...(timeout > 0 ? [keysOf(response)] : [])];
  return wanted.some((names) => names.every((name) => name === CUSTOM.key));
}
