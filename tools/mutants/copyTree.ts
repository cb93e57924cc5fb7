import { cpSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

const LEFT = new Set(["node_modules", ".git", ".lab", "dist"]);

/** A copy of the project to plant faults in, so that a run that is stopped leaves none in the project. */
export function copyTree(root: string): string {
  const tree = mkdtempSync(join(tmpdir(), "mutants-"));
  cpSync(root, tree, {
    recursive: true,
    filter: (path) => !LEFT.has(relative(root, path)),
  });
  symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
  return tree;
}
