import { homedir } from "node:os";

/** A path as a shell takes it: `~/` is the user's home folder. */
export function homePath(path: string): string {
  return path.replace(/^~(?=\/)/, homedir());
}
