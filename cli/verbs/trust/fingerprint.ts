import { createHash } from "node:crypto";

/** `SHA256:...` of an authorized_keys line, as `ssh-keygen -l` prints it. */
export function fingerprintOf(line: string): string {
  const key = Buffer.from(line.trim().split(/\s+/)[1] ?? "", "base64");
  return `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
}
