import { open, type FileHandle } from "node:fs/promises";
import { fstatSync } from "node:fs";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";

import { UsageError } from "../../../lib/exit";
import type { Faults } from "./faults";

/** Bytes that are read, or unpacked, at once. */
const CHUNK = 1 << 20;
/** Packed bytes that zlib is handed at once. */
const HANDED = 1 << 17;
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
    const taken = { bytes: 0 };
    try {
      yield* unpacked(plain(handle, start, HANDED), taken);
      return;
    } catch (error) {
      faults.add(whyBroken(error), file);
      start = await nextMember(handle, start + taken.bytes + 1);
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
    yield* unpacked(rest());
  } catch (error) {
    faults.add(whyBroken(error), "-");
  }
}

/**
 * Unpacks gzip while what was unpacked before is looked at. Each member begins a write of its own: where one is damaged, zlib throws away
 * what it has of the whole write.
 * @param taken becomes how many bytes were unpacked without a fault
 */
async function* unpacked(
  raw: AsyncIterable<Buffer>,
  taken: { bytes: number } = { bytes: 0 },
): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: CHUNK });
  let ready: Buffer[] = [];
  let failed: Error | undefined;
  gunzip.on("data", (chunk: Buffer) => ready.push(chunk));
  let release = (): void => undefined;
  gunzip.on("error", (error) => {
    failed = error;
    // Whoever waits for a write waits no longer: after a fault its end is never told.
    release();
  });
  let writing: Promise<number> = Promise.resolve(0);
  try {
    for await (const chunk of raw) {
      for (const part of atMembers(chunk)) {
        const done = await writing;
        if (failed) break;
        taken.bytes += done;
        const before = ready;
        ready = [];
        writing = new Promise((resolve) => {
          release = () => {
            resolve(0);
          };
          gunzip.write(part, () => {
            resolve(failed ? 0 : part.length);
          });
        });
        yield* before;
      }
      if (failed) break;
    }
    const done = await writing;
    if (!failed) {
      taken.bytes += done;
      await new Promise<void>((ended) => {
        for (const event of ["end", "error", "close"]) gunzip.once(event, ended);
        gunzip.end();
      });
    }
    yield* ready;
    if (failed) throw failed;
  } finally {
    gunzip.destroy();
  }
}

/** The parts of a chunk, cut where a member may begin. */
function* atMembers(chunk: Buffer): Generator<Buffer> {
  let from = 0;
  for (let i = chunk.indexOf(MAGIC, 1); i >= 0; i = chunk.indexOf(MAGIC, i + 1)) {
    yield chunk.subarray(from, i);
    from = i;
  }
  yield chunk.subarray(from);
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
