import { appendFileSync, chownSync, existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

import type { Word } from "../config/words";

/** Writes one message as every daemon of Wazuh does. */
export type Log = (word: Word) => void;

/** `2026/11/25 09:14:30 wazuh-execd: ERROR: (1311): ...` */
export function lineOf(daemon: string, { level, text }: Word, now = new Date()): string {
  return `${stamp(now)} ${daemon}: ${level}: ${text}`;
}

/** `YYYY/MM/DD HH:MM:SS`, in the host's own zone. */
function stamp(now: Date): string {
  const pad = (value: number): string => String(value).padStart(2, "0");
  return `${now.getFullYear()}/${pad(now.getMonth() + 1)}/${pad(now.getDate())} ${pad(now.getHours())}:${pad(now.getMinutes())}:${pad(now.getSeconds())}`;
}

/** The log of a home; a folder that is missing or full is never a reason to fail. */
export function logOf(home: string, daemon: string): Log {
  return (word) => {
    append(join(home, "logs", "ossec.log"), `${lineOf(daemon, word)}\n`);
  };
}

/** Appends to a file of Wazuh; a new one belongs to the owner of its folder. */
export function append(file: string, text: string): void {
  try {
    const fresh = !existsSync(file);
    appendFileSync(file, text, { mode: 0o660 });
    if (fresh) asFolder(file);
  } catch {
    // As the real daemons: what cannot be logged is lost.
  }
}

/** Gives a file to the owner and group of a folder. @param folder the file's own where none is named. */
export function asFolder(file: string, folder = dirname(file)): void {
  const { uid, gid } = statSync(folder);
  chownSync(file, uid, gid);
}
