import { open, type FileHandle } from "node:fs/promises";
import { fstatSync } from "node:fs";
import { Readable } from "node:stream";
import { createGunzip, type Gunzip } from "node:zlib";

import { UsageError } from "../../../lib/exit";
import type { Faults } from "./faults";

/** Bytes that are read, or unpacked, at once. */
const CHUNK = 1 << 20;
/** A file is searched for its next member from so far before the place where it broke: what zlib was handed at once. */
const HANDED = 1 << 16;
const MAGIC = Buffer.from([0x1f, 0x8b, 0x08]);

/**
 * The bytes of a file, unpacked where it is gzip, by its content and not its name. Of a damaged gzip file the members that are
 * whole are read; what is lost is named.
 * @param file a path, or `-` for standard input
 */
export async function* bytesOf(file: string, faults: Faults): AsyncGenerator<Buffer> {
  if (file === "-") {
    yield* bytesOfStream(process.stdin, faults);
    return;
  }
  const handle = await opened(file);
  try {
    if (await isGzip(handle)) yield* members(file, handle, faults);
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

async function isGzip(handle: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(3), 0, 3, 0);
  return bytesRead === 3 && buffer.equals(MAGIC);
}

async function* plain(handle: FileHandle, start = 0, size = CHUNK): AsyncGenerator<Buffer> {
  for (let at = start; ;) {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(size), 0, size, at);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

async function* members(file: string, handle: FileHandle, faults: Faults): AsyncGenerator<Buffer> {
  for (let start: number | undefined = 0; start !== undefined;) {
    const raw = plain(handle, start, HANDED);
    const gunzip = createGunzip({ chunkSize: CHUNK });
    try {
      for await (const chunk of unpacked(raw, gunzip)) yield chunk;
      return;
    } catch (error) {
      const broke = start + gunzip.bytesWritten;
      faults.add(whyBroken(error), file);
      start = await nextMember(handle, Math.max(start + 1, broke - HANDED));
    }
  }
}

/** Standard input cannot be read again: where it breaks it ends. */
async function* bytesOfStream(stream: Readable, faults: Faults): AsyncGenerator<Buffer> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await chunks.next();
  if (first.done) return;
  const rest = async function* (): AsyncGenerator<Buffer> {
    yield first.value;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  };
  if (!first.value.subarray(0, 3).equals(MAGIC)) {
    yield* rest();
    return;
  }
  try {
    yield* unpacked(rest(), createGunzip({ chunkSize: CHUNK }));
  } catch (error) {
    faults.add(whyBroken(error), "-");
  }
}

async function* unpacked(raw: AsyncIterable<Buffer>, gunzip: Gunzip): AsyncGenerator<Buffer> {
  const source = Readable.from(raw);
  source.once("error", (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

function whyBroken(error: unknown): string {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return code === "Z_BUF_ERROR"
    ? "a gzip file ends in the middle"
    : `a gzip member is damaged (${message})`;
}

/** Where the next member may begin; undefined where none does. */
async function nextMember(handle: FileHandle, from: number): Promise<number | undefined> {
  const window = Buffer.alloc(CHUNK);
  for (let at = from; ; at += CHUNK - 3) {
    const { bytesRead } = await handle.read(window, 0, CHUNK, at);
    if (bytesRead < 4) return undefined;
    const part = window.subarray(0, bytesRead);
    for (let i = part.indexOf(MAGIC); i >= 0 && i + 3 < bytesRead; i = part.indexOf(MAGIC, i + 1))
      // Of the flags three are reserved, and always 0.
      if (((part[i + 3] ?? 0xff) & 0xe0) === 0) return at + i;
  }
}
