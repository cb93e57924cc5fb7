import { lstatSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";

import { UsageError } from "../exit";
import { replaceFile } from "./replaceFile";

/**
 * Changes a file of the user's: it is either as it was or as it should be, also where the disk is full or the program is
 * killed. Mode and owner stay; a symbolic link stays one, and the file that it leads to is written.
 * @param change gives the new text; where it is the old one, nothing is written.
 * @throws UsageError naming the file, where it cannot be written; what `change` throws.
 */
export function changeFile(file: string, change: (text: string) => string): void {
  const target = targetOf(file);
  const old = readFileSync(target, "utf8");
  const text = change(old);
  if (text !== old) write(file, target, text);
}

/** Writes a file of the user's whole, or leaves it as it is; a new one gets the mode that the umask leaves. @throws UsageError */
export function writeFile(file: string, text: string): void {
  write(file, targetOf(file), text);
}

function write(file: string, target: string, text: string): void {
  try {
    const old = statSync(target, { throwIfNoEntry: false });
    // A pipe, a terminal, /dev/stdout: nothing there can be lost, and nothing of that kind can be renamed.
    if (old !== undefined && !old.isFile()) writeFileSync(target, text);
    else replaceFile(target, text, old);
  } catch (error) {
    throw new UsageError(`${file} was not written: ${(error as Error).message}`);
  }
}

/** Where a link leads. */
function targetOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    // The place it names may be one that nobody means any longer.
    if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new UsageError(
        `${file} is a symbolic link to a file that does not exist; create that file, or remove the link; nothing was written`,
      );
    return file;
  }
}
