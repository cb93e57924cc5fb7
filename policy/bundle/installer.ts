import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Role } from "../model/fleet";
import { perlProgram } from "../render/template";
import { SCRIPTS } from "../render/scriptFolder";
import { packed, type Packed } from "./packed";

/** Parts of scripts/host that only a manager's host runs. */
const MANAGER_ONLY = /^(?:50|52|55|57|60|65|70)-/;

/** What an agent's host asks of Wazuh's files: the reader, and functions that 48-log.sh and 49-repeated.sh call. */
const AGENT_PROGRAM = [
  "reader/ossec-conf.pl",
  "reader/active-response.pl",
  "host/perl/files.pl",
  "host/perl/collectors.pl",
  "host/perl/rsyslog.pl",
];

/** What a manager's host asks besides. */
const MANAGER_PROGRAM = [
  "reader/rules-file.pl",
  "host/perl/loaded.pl",
  "host/perl/adopted.pl",
  "host/perl/shared-by.pl",
  "host/perl/child-rules.pl",
  "host/perl/conflicts.pl",
];

const texts = new Map<string, string>();
const packs = new Map<string, Packed>();

/**
 * The installer for a role: the files of scripts/host joined in the order of their numbers, without comment lines
 * and indentation, so that the state stays small. ASCII only, which the bootstrap relies on.
 */
export function installerFor(role: Role): string {
  const kind = role === "agent" ? "agent" : "manager";
  let text = texts.get(kind);
  if (text === undefined) {
    const folder = join(SCRIPTS, "host");
    text = readdirSync(folder)
      .filter((name) => name.endsWith(".sh") && (kind === "manager" || !MANAGER_ONLY.test(name)))
      .sort()
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .join("")
      .split("\n")
      .filter((line) => !/^\s*(?:#|$)/.test(line))
      .map((line) => line.trimStart())
      .join("\n");
    // Behind the first line, which is that of the shell.
    text = text.replace("\n", `\n${writeProgram(kind)}\n`);
    texts.set(kind, text);
  }
  return `${text}\n`;
}

/** The program in perl by which a host reads Wazuh's files; scripts/host/46-files.sh runs it. */
export function filesProgram(kind: "agent" | "manager"): string {
  const parts = [...AGENT_PROGRAM, ...(kind === "manager" ? MANAGER_PROGRAM : [])];
  return `use strict;\nuse warnings;\n${perlProgram([...parts, "host/perl/run.pl"])}`;
}

/** A function of sh that prints it: by printf, which the shell has built in and no limit of a command line holds for. */
function writeProgram(kind: "agent" | "manager"): string {
  return `write_files_program() { printf %s '${filesProgram(kind).replaceAll("'", "'\\''")}'; }`;
}

/** The installer for a role, packed once. */
export function packedInstaller(role: Role): Packed {
  const text = installerFor(role);
  let known = packs.get(text);
  if (known === undefined) {
    known = packed(text);
    packs.set(text, known);
  }
  return known;
}
