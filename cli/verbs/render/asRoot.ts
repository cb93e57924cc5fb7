import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { bootstrap, commentedBootstrap } from "../../../policy/bundle/bootstrap";
import { commentedInstaller } from "../../../policy/bundle/installer";
import type { Role } from "../../../policy/model/fleet";

/** Name of the folder of what runs as root, with its comments. No host can be called so. */
export const AS_ROOT = "_as-root";

/**
 * Writes, for people, what runs as root on every host: the command as a preview shows it (for `apply`; the other steps differ in
 * the last word), and with their comments that command and the installers of the roles.
 */
export function writeAsRoot(folder: string, roles: readonly Role[]): void {
  const texts = new Map([
    ["bootstrap", `${bootstrap("apply", false)}\n`],
    ["bootstrap.commented", commentedBootstrap()],
    ...roles.map((role) => [commentedName(role), commentedInstaller(role)] as const),
  ]);
  mkdirSync(join(folder, AS_ROOT), { recursive: true });
  for (const [name, text] of texts) writeFileSync(join(folder, AS_ROOT, name), text);
}

/** The file of the installer of a role with its comments. */
export function commentedName(role: Role): string {
  return `installer.${role === "agent" ? "agent" : "manager"}.commented`;
}
