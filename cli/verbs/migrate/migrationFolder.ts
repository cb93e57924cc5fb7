import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

import { bytesOf } from "../../../policy/bundle/bundleFile";
import type { HostFile } from "../../../policy/model/hostFile";
import type { Migration } from "../../../policy/migrate/migration";
import { SCRIPTS } from "../../../policy/render/scriptFolder";
import { UsageError } from "../../lib/exit";

/** Name of the list of what was written; it marks a folder as one of ours. */
const MANIFEST = "manifest.json";

/** A file to write, by its path in the folder. */
interface OutFile {
  readonly content: string | Buffer;
  readonly mode: string;
  /** Of a script: whose it is on an agent. */
  readonly on?: { readonly owner: string; readonly group: string };
}

type Manifest = Readonly<Record<string, { readonly sha256: string }>>;

/** How many files of each kind were written. */
export interface Written {
  readonly channels: number;
  readonly scripts: number;
}

/** @throws UsageError for a folder with files that migrate did not write, or whose files somebody has changed since. */
export function checkFolder(folder: string): void {
  if (!existsSync(folder)) return;
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    throw new UsageError(`--out: ${folder} cannot be used: ${(error as Error).message}`);
  }
  if (names.length === 0) return;
  if (!names.includes(MANIFEST))
    throw new UsageError(
      `--out: ${folder} holds other files; give a new folder, or one that migrate wrote before`,
    );
  const changed = Object.entries(earlier(folder)).filter(([path, { sha256 }]) => {
    const file = join(folder, path);
    return existsSync(file) && digestOf(readFileSync(file)) !== sha256;
  });
  if (changed.length > 0)
    throw new UsageError(
      `--out: ${changed.map(([path]) => path).join(", ")} in ${folder} was changed since migrate wrote it; give a new folder, and nothing of that is lost`,
    );
}

/** Writes what a migration brings, in the place of what an earlier run wrote there. @throws UsageError where it cannot. */
export function writeMigration(folder: string, { responses, scripts }: Migration): Written {
  const files = new Map<string, OutFile>();
  const brought = responses.flatMap(({ channel, monitor }) =>
    channel && monitor ? [{ channel, monitor }] : [],
  );
  for (const { channel, monitor } of brought) {
    const name = `${channel.config_id}.json`;
    files.set(`channels/${name}`, { content: jsonOf(channel), mode: "0644" });
    files.set(`monitors/${name}`, { content: jsonOf(monitor), mode: "0644" });
  }
  for (const { path, owner, group, mode, content, encoding } of scripts) {
    const bytes = bytesOf({ content, ...(encoding && { encoding }) });
    files.set(`scripts${path}`, { content: bytes, mode, on: { owner, group } });
  }
  if (scripts.length > 0) {
    files.set("scripts.tsv", { content: listOf(scripts), mode: "0644" });
    files.set("install.sh", { content: programOf("install.sh"), mode: "0755" });
  }
  files.set("indexer.sh", { content: programOf("indexer.sh"), mode: "0755" });
  try {
    write(folder, files);
  } catch (error) {
    throw new UsageError(`--out: ${folder} was not written: ${(error as Error).message}`);
  }
  return { channels: brought.length, scripts: scripts.length };
}

function programOf(name: string): Buffer {
  return readFileSync(join(SCRIPTS, "wazuh5", name));
}

/** What install.sh reads, a file a line. Lists of nft come first: what else is brought into force looks for them. */
function listOf(scripts: readonly HostFile[]): string {
  const rank = ({ reload }: HostFile): number => (reload?.[0] === "nft" ? 0 : 1);
  return [...scripts]
    .sort((a, b) => rank(a) - rank(b))
    .map(({ path, owner, group, mode, content, encoding, onlyWith, reload }) => {
      const sum = digestOf(bytesOf({ content, ...(encoding && { encoding }) }));
      const load = reload?.join(" ") ?? "-";
      return `${[path, owner, group, mode, sum, onlyWith ?? "-", load].join("\t")}\n`;
    })
    .join("");
}

function write(folder: string, files: ReadonlyMap<string, OutFile>): void {
  mkdirSync(folder, { recursive: true });
  if (existsSync(join(folder, MANIFEST)))
    for (const path of Object.keys(earlier(folder))) rmSync(join(folder, path), { force: true });
  const manifest: Record<string, object> = {};
  for (const [path, { content, mode, on }] of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
    chmodSync(target, Number.parseInt(mode, 8));
    manifest[path] = { ...on, mode, sha256: digestOf(Buffer.from(content)) };
  }
  writeFileSync(join(folder, MANIFEST), jsonOf(manifest));
}

/** What an earlier run wrote: only paths that migrate itself writes, whatever the file says. */
function earlier(folder: string): Manifest {
  let manifest: Manifest;
  try {
    manifest = JSON.parse(readFileSync(join(folder, MANIFEST), "utf8")) as Manifest;
  } catch (error) {
    throw new UsageError(
      `--out: ${join(folder, MANIFEST)} is not ours: ${(error as Error).message}`,
    );
  }
  return Object.fromEntries(
    Object.entries(manifest).filter(
      ([path]) =>
        /^(?:(?:indexer\.sh|install\.sh|scripts\.tsv)$|(?:channels|monitors|scripts)\/)/.test(
          path,
        ) && !path.split("/").includes(".."),
    ),
  );
}

function digestOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A key a line: indexer.sh reads the few that it needs so. */
function jsonOf(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
