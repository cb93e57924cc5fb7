import { createHash } from "node:crypto";

import type { Bundle } from "../bundle/bundle";
import { BIN } from "../model/hostPaths";
import { PART } from "../plan/hostChange";

/** Files that a host reported after its last apply, by path. */
export type ReportedFiles = Readonly<Record<string, { readonly sha256: string }>>;

/**
 * Executables of its bundle that a host, by its last report, lacks or has in another form: what a manager may not name
 * yet. The rest of the bundle, its white list above all, may lag.
 */
export function executablesBehind(bundle: Bundle, reported: ReportedFiles): readonly string[] {
  return Object.entries(bundle.files).flatMap(([path, { content, onlyWith }]) => {
    if (!path.startsWith(`${BIN}/`)) return [];
    const known = reported[path];
    // Left out where the host has not what it needs; the report itself warned of that.
    if (known === undefined && onlyWith !== undefined) return [];
    return known?.sha256 === short(content) ? [] : [path.slice(BIN.length + 1)];
  });
}

/** Whether a manager, by its last report, has another part of ossec.conf than its bundle brings. */
export function partIsBehind({ part }: Bundle, reported: ReportedFiles): boolean {
  const known = reported[PART]?.sha256;
  return part === undefined ? known !== undefined : known !== short(part);
}

/** As a host's report shortens it. */
function short(content: string): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 12);
}
