import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Role } from "../model/fleet";
import { SCRIPTS } from "../scriptFolder";
import { packed, type Packed } from "./packed";

/** Parts of scripts/host that only a manager's host runs. */
const MANAGER_ONLY = /^(?:50|52|55|57|60|65|70)-/;

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
      .filter((name) => kind === "manager" || !MANAGER_ONLY.test(name))
      .sort()
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .join("")
      .split("\n")
      .filter((line) => !/^\s*(?:#|$)/.test(line))
      .map((line) => line.trimStart())
      .join("\n");
    texts.set(kind, text);
  }
  return `${text}\n`;
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
