import { gunzipSync, gzipSync, strFromU8, strToU8 } from "fflate";

/**
 * A text by gzip, in base64. Not by Node's own zlib: what that makes of the same text differs from one version and processor
 * to the next, and would be a change of every host when somebody else rolls out.
 */
export function packed(text: string): string {
  return Buffer.from(gzipSync(strToU8(text), { level: 9, mtime: 0 })).toString("base64");
}

/** The text that was {@link packed}. @throws Error where it is damaged. */
export function unpacked(gzip: string): string {
  return strFromU8(gunzipSync(Buffer.from(gzip, "base64")));
}
