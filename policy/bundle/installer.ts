import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { gzipSync, strToU8 } from "fflate";

import type { Role } from "../model/fleet";
import { SCRIPTS } from "../scriptFolder";

/** Parts of scripts/host that only a manager's host runs. */
const MANAGER_ONLY = /^(?:50|52|55|57|60|65|70)-/;

/** The installer as a bundle has it: less than half as long, and the sum by which people know it. */
export interface PackedInstaller {
  /** Of the text, 64 hexadecimal digits. */
  readonly sha256: string;
  /** The text, by gzip, in base64. */
  readonly gzip: string;
}

const texts = new Map<string, string>();
const packed = new Map<string, PackedInstaller>();

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

/**
 * The installer for a role, packed. Not by Node's own zlib: what that makes of the same text differs from one version and
 * processor to the next, and would be a change of every host when somebody else rolls out.
 */
export function packedInstaller(role: Role): PackedInstaller {
  const text = installerFor(role);
  let known = packed.get(text);
  if (known === undefined) {
    const gzip = gzipSync(strToU8(text), { level: 9, mtime: 0 });
    const sha256 = createHash("sha256").update(text).digest("hex");
    known = { sha256, gzip: Buffer.from(gzip).toString("base64") };
    packed.set(text, known);
  }
  return known;
}
