import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from "node:fs";

/**
 * Appends one line to a journal. A line that was cut, by a full disk or a power cut, is ended first: it must not take this
 * one with it.
 * @throws Error where it cannot be written whole.
 */
export function appendLine(file: string, line: string): void {
  // Not waiting for a reader, where somebody has put a pipe there.
  const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK;
  const at = openSync(file, flags, 0o600);
  try {
    const bytes = Buffer.from(`${endsLine(at) ? "" : "\n"}${line}\n`);
    const written = writeSync(at, bytes);
    if (written < bytes.length) throw new Error(`only ${written} of ${bytes.length} bytes fit`);
  } finally {
    closeSync(at);
  }
}

function endsLine(at: number): boolean {
  const { size } = fstatSync(at);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(at, last, 0, 1, size - 1);
  return last.toString() === "\n";
}
