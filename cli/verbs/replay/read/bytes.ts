import { open, type FileHandle } from "node:fs/promises";
import { fstatSync } from "node:fs";
import type { Readable } from "node:stream";

import { UsageError } from "../../../lib/exit";
import { isGzip, unpackedMembers, unpackedStream, type Broken } from "./gunzip";

/** Bytes that are read at once. */
const CHUNK = 1 << 20;

/**
 * The bytes of a file, unpacked where it is gzip, by its content and not its name. A chunk holds what it holds until the next one is
 * asked for: its memory is used again.
 * @param file a path, or `-` for standard input
 * @param broken told, between two chunks, of each place where a gzip file is damaged
 */
export async function* bytesOf(file: string, broken: Broken): AsyncGenerator<Buffer> {
  if (file === "-") {
    yield* bytesOfStream(process.stdin, broken);
    return;
  }
  const handle = await opened(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(3), 0, 3, 0);
    if (isGzip(buffer.subarray(0, bytesRead))) yield* unpackedMembers(handle, broken);
    else yield* plain(handle);
  } finally {
    await handle.close();
  }
}

async function opened(file: string): Promise<FileHandle> {
  try {
    const handle = await open(file, "r");
    if (!fstatSync(handle.fd).isDirectory()) return handle;
    await handle.close();
    throw Object.assign(new Error(), { code: "EISDIR" });
  } catch (error) {
    throw new UsageError(
      `"${file}" cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"}); give alerts.json files, plain or gzip, or - for standard input`,
    );
  }
}

/** The next chunk is read while the one before is looked at. */
async function* plain(handle: FileHandle): AsyncGenerator<Buffer> {
  const buffers = [Buffer.allocUnsafe(CHUNK), Buffer.allocUnsafe(CHUNK)] as const;
  const read = (into: Buffer, at: number): ReturnType<typeof handle.read> => {
    const reading = handle.read(into, 0, CHUNK, at);
    // Whoever stops in between does not wait for it.
    reading.catch(() => undefined);
    return reading;
  };
  let [now, next] = buffers;
  let reading = read(now, 0);
  for (let at = 0; ;) {
    const { bytesRead } = await reading;
    if (bytesRead === 0) return;
    at += bytesRead;
    reading = read(next, at);
    yield now.subarray(0, bytesRead);
    [now, next] = [next, now];
  }
}

/** Standard input cannot be read again: where it breaks it ends. */
async function* bytesOfStream(stream: Readable, broken: Broken): AsyncGenerator<Buffer> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await chunks.next();
  if (first.done) return;
  const all = async function* (): AsyncGenerator<Buffer> {
    yield first.value;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  };
  yield* isGzip(first.value) ? unpackedStream(all(), broken) : all();
}
