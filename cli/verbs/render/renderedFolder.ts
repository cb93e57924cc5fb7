import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { AGENT_CONF_KEY, AR_CONF_KEY, type Bundle } from "../../../policy/bundle/bundle";
import { bytesOf, type BundleFile } from "../../../policy/bundle/bundleFile";
import { installerFor } from "../../../policy/bundle/installer";
import type { Role } from "../../../policy/model/fleet";
import { sentFiles, type SentFile } from "../../../policy/bundle/sentFiles";
import { writeFile } from "../../lib/files/changeFile";
import { AS_ROOT, commentedName, writeAsRoot } from "./asRoot";
import { agentConfOf, WAZUH_HOME } from "../../../policy/model/hostPaths";

/** Name of the list of what was written. */
export const MANIFEST = "manifest.json";

/** Where our part of ossec.conf is written, and what that file is. */
const PART = `${WAZUH_HOME}/etc/ossec.conf.part`;
const PART_NOTE =
  "our part of ossec.conf: the installer puts it between two marker comments at the top of the manager's file and leaves the rest as it is";

const GROUP_NOTE =
  "our part of the group's agent.conf: the installer puts it between two marker comments at the top of the file and leaves the rest as it is";
/** Where a host keeps the installer that ran last. */
const INSTALLER = "/var/lib/wazuh-active-response/installer";
const INSTALLER_NOTE =
  "what runs as root at each apply; a preview shows this sha256, and the bundle contains it compressed";
const commentedNote = (role: Role): string =>
  `${INSTALLER_NOTE}; with its comments: ${AS_ROOT}/${commentedName(role)}`;

interface Listed extends Omit<BundleFile, "content" | "encoding"> {
  readonly sha256: string;
  /** The program that the file ends with, by the name and the sha256 that a preview shows. */
  readonly rest?: SentFile["rest"];
  readonly bytes: number;
  readonly note?: string;
}

interface Manifest {
  readonly hosts: Readonly<
    Record<
      string,
      {
        readonly role: string;
        readonly tools: readonly string[];
        readonly arConf?: readonly string[];
        /** The sha256 of the packed programs, under which a preview shows them. */
        readonly programs?: string;
        readonly files: Readonly<Record<string, Listed>>;
      }
    >
  >;
}

/**
 * Writes the bundles into a folder as they would land: `<folder>/<host>/<absolute path>`, the manifest, and for people what runs as
 * root. What an earlier run wrote, by its own manifest, is removed before.
 * @returns the number of files of hosts.
 */
export function writeRendered(folder: string, bundles: readonly Bundle[]): number {
  mkdirSync(folder, { recursive: true });
  removeEarlier(folder);
  let count = 0;
  const hosts: Record<string, Manifest["hosts"][string]> = {};
  for (const bundle of bundles) {
    const files: Record<string, Listed> = {};
    const { files: travelling, programs = {} } = sentFiles(bundle.files);
    for (const [path, { content, encoding, ...about }] of filesOf(bundle)) {
      const target = join(folder, bundle.host, path);
      mkdirSync(dirname(target), { recursive: true });
      const bytes = bytesOf({ content, ...(encoding && { encoding }) });
      writeFileSync(target, bytes);
      chmodSync(target, Number.parseInt(about.mode, 8));
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const rest = travelling[path]?.rest;
      files[path] = { ...about, sha256, bytes: bytes.length, ...(rest && { rest }) };
      count += 1;
    }
    const [packed] = Object.keys(programs);
    const rows = bundle[AR_CONF_KEY]?.split("\n").filter((row) => row !== "");
    hosts[bundle.host] = {
      role: bundle.role,
      tools: bundle.tools,
      ...(rows && { arConf: rows }),
      ...(packed !== undefined && { programs: packed }),
      files,
    };
  }
  writeAsRoot(
    folder,
    bundles.map(({ role }) => role),
  );
  const manifest: Manifest = { hosts };
  writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  return count;
}

function filesOf(bundle: Bundle): [path: string, file: BundleFile & { note?: string }][] {
  const { role, files, part, [AGENT_CONF_KEY]: groups = {} } = bundle;
  const all: [string, BundleFile & { note?: string }][] = Object.entries(files);
  const owned = { owner: "wazuh", group: "wazuh", mode: "0660", note: GROUP_NOTE };
  for (const [group, content] of Object.entries(groups))
    all.push([`${agentConfOf(group)}.part`, { ...owned, content }]);
  if (part !== undefined && part !== "") {
    const ours = { owner: "root", group: "wazuh", mode: "0660", note: PART_NOTE };
    all.push([PART, { ...ours, content: part }]);
  }
  const kept = { owner: "root", group: "root", mode: "0600", note: commentedNote(role) };
  return [...all, [INSTALLER, { ...kept, content: installerFor(role) }]];
}

function removeEarlier(folder: string): void {
  let text: string;
  try {
    text = readFileSync(join(folder, MANIFEST), "utf8");
  } catch {
    return; // nothing was written here before
  }
  for (const host of Object.keys((JSON.parse(text) as Manifest).hosts)) {
    if (/^[\w.-]+$/.test(host) && !/^\.+$/.test(host))
      rmSync(join(folder, host), { recursive: true, force: true });
  }
  rmSync(join(folder, AS_ROOT), { recursive: true, force: true });
  rmSync(join(folder, MANIFEST));
}
