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

/** Marks a folder as one of ours. */
const MARK = "indexer.sh";
const PARTS = ["channels", "monitors", "scripts"] as const;
const INDEXER = join(SCRIPTS, "wazuh5", MARK);

/** How many files of each kind were written. */
export type Written = Readonly<Record<(typeof PARTS)[number], number>>;

/** @throws UsageError for a folder with files that migrate did not write, or that is not a folder. */
export function checkFolder(folder: string): void {
  if (!existsSync(folder)) return;
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    throw new UsageError(`--out: ${folder} cannot be used: ${(error as Error).message}`);
  }
  if (names.length > 0 && !names.includes(MARK))
    throw new UsageError(
      `--out: ${folder} holds other files; give a new folder, or one that migrate wrote before`,
    );
}

/** Writes what a migration brings. What an earlier run wrote there goes first, monitors that somebody filled in too. */
export function writeMigration(folder: string, { responses, scripts }: Migration): Written {
  try {
    return write(folder, responses, scripts);
  } catch (error) {
    throw new UsageError(`--out: ${folder} was not written: ${(error as Error).message}`);
  }
}

function write(
  folder: string,
  responses: Migration["responses"],
  scripts: readonly HostFile[],
): Written {
  for (const part of PARTS) {
    rmSync(join(folder, part), { recursive: true, force: true });
    mkdirSync(join(folder, part), { recursive: true });
  }
  writeFileSync(join(folder, MARK), readFileSync(INDEXER));
  chmodSync(join(folder, MARK), 0o755);
  let [channels, monitors] = [0, 0];
  for (const { channel, monitor } of responses) {
    if (!channel || !monitor) continue;
    const name = `${channel.config_id}.json`;
    writeFileSync(join(folder, "channels", name), jsonOf(channel));
    writeFileSync(join(folder, "monitors", name), jsonOf(monitor));
    channels += 1;
    monitors += 1;
  }
  writeScripts(join(folder, "scripts"), scripts);
  return { channels, monitors, scripts: scripts.length };
}

/** The files as they would be on an agent, and the list of owners and modes. */
function writeScripts(folder: string, scripts: readonly HostFile[]): void {
  const listed: Record<string, object> = {};
  for (const { path, owner, group, mode, content, encoding } of scripts) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    const bytes = bytesOf({ content, ...(encoding && { encoding }) });
    writeFileSync(target, bytes);
    chmodSync(target, Number.parseInt(mode, 8));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    listed[path] = { owner, group, mode, sha256 };
  }
  writeFileSync(join(folder, "manifest.json"), jsonOf(listed));
}

/** A key a line: indexer.sh reads the few that it needs so. */
function jsonOf(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
