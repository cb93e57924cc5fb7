import { randomUUID } from "node:crypto";
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  type Stats,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Writes a text beside a file and renames it: whoever reads sees the old text or the new one.
 * @param target no symbolic link: it would be replaced.
 * @param old what stands there; its mode and owner stay.
 */
export function replaceFile(target: string, text: string, old: Stats | undefined): void {
  const beside = join(dirname(target), `.${basename(target)}.${randomUUID().slice(0, 8)}.new`);
  let unneeded = true;
  try {
    const asOld = writeNew(beside, text, old);
    if (asOld && renamed(beside, target)) {
      onDisk(dirname(target));
      return;
    }
    // The whole text is safe beside it until it stands in its place, too.
    unneeded = false;
    overwrite(target, text);
    unneeded = true;
  } catch (error) {
    if (unneeded) throw error;
    throw new Error(`${(error as Error).message}; the whole text is in ${beside}`);
  } finally {
    if (unneeded) rmSync(beside, { force: true });
  }
}

/** @returns whether it could be given the owner of the old one. */
function writeNew(file: string, text: string, old: Stats | undefined): boolean {
  const to = openSync(file, "wx", old === undefined ? 0o666 : 0o600);
  try {
    writeFileSync(to, text);
    const asOld = old === undefined || owned(to, old);
    // After the owner: to change him takes the bits for set-id away.
    if (old !== undefined) fchmodSync(to, old.mode & 0o7777);
    fsyncSync(to);
    return asOld;
  } finally {
    closeSync(to);
  }
}

/** A new file in the folder has its owner already, most often. */
function owned(to: number, { uid, gid }: Stats): boolean {
  try {
    fchownSync(to, uid, gid);
    return true;
  } catch {
    // Another user's file, which its group may write.
    return false;
  }
}

/** @returns false for a file that is mounted by itself, as into a container. */
function renamed(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EBUSY") return false;
    throw error;
  }
}

function overwrite(target: string, text: string): void {
  const to = openSync(target, "r+");
  try {
    writeFileSync(to, text);
    ftruncateSync(to, Buffer.byteLength(text));
    fsyncSync(to);
  } finally {
    closeSync(to);
  }
}

/** The new name survives a power cut, where the file system can promise it. */
function onDisk(folder: string): void {
  try {
    const at = openSync(folder, "r");
    try {
      fsyncSync(at);
    } finally {
      closeSync(at);
    }
  } catch {
    // Some network file systems cannot.
  }
}
