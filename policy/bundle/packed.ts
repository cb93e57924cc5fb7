import { createHash } from "node:crypto";

import { gunzipSync, gzipSync, strFromU8, strToU8 } from "fflate";

import { madeOf } from "./madeOf";

/** A text, and the sum by which people know it. */
export interface Packed {
  /** Of the text, 64 hexadecimal digits. */
  readonly sha256: string;
  /** The text, by gzip, in base64. */
  readonly gzip: string;
}

/** A packed text as it travels: its sum, and under that the gzip. A preview then shows that it is another, and not both whole. */
export type Sent = Readonly<Record<string, string>>;

/**
 * Packs a text. Not by Node's own zlib: what that makes of the same text differs from one version and processor to the next,
 * and would be a change of every host when somebody else rolls out.
 */
export function packed(text: string): Packed {
  return {
    sha256: createHash("sha256").update(text).digest("hex"),
    gzip: madeOf("gzip", text, gzipOf),
  };
}

function gzipOf(text: string): string {
  return Buffer.from(gzipSync(strToU8(text), { level: 9, mtime: 0 })).toString("base64");
}

/** The packed text as it travels. */
export function sent({ sha256, gzip }: Packed): Sent {
  return { [sha256]: gzip };
}

/** Before the sum of what the host has: no key of a packed text, so that a preview shows both short. */
const KEPT = "kept ";

/** The packed text where the host has it: its sum alone. */
export function named(sha256: string): Sent {
  return { [KEPT + sha256]: "" };
}

/** The sum of what travels so, packed or by its sum alone. */
export function sumOf(from: Sent): string {
  const [key = ""] = Object.keys(from);
  return key.startsWith(KEPT) ? key.slice(KEPT.length) : key;
}

/** Whether it is its sum alone that travels. */
export function isNamed(from: Sent): boolean {
  return Object.keys(from)[0]?.startsWith(KEPT) === true;
}

/** The text that travels so. @throws Error where it is damaged. */
export function unpacked(from: Sent): string {
  return strFromU8(gunzipSync(Buffer.from(Object.values(from).join(""), "base64")));
}
