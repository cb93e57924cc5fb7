import type { FileHandle } from "node:fs/promises";
import { constants, createGunzip, gunzipSync, type Gunzip } from "node:zlib";

/** Bytes that are unpacked at once. */
const CHUNK = 1 << 20;
/** Packed bytes that are read at once, and those of them that zlib is handed at first. */
const READ = 1 << 17;
const [LEAST, MOST] = [1 << 12, READ];
/** What one part should come to, unpacked: what it comes to lies in memory. */
const WANTED = 2 << 20;
const MAGIC = Buffer.from([0x1f, 0x8b, 0x08]);

/**
 * Told why a gzip file cannot be read on, and that all bytes before have been given.
 * @param lost packed bytes that are passed over, up to where it is read on
 */
export type Broken = (why: string, lost: number) => void;

/** True where these are the first bytes of a gzip file. */
export function isGzip(bytes: Buffer): boolean {
  return bytes.subarray(0, MAGIC.length).equals(MAGIC);
}

/** The bytes of a gzip file, unpacked. Where a member is damaged, those that are whole are read; what is lost is told. */
export async function* unpackedMembers(handle: FileHandle, broken: Broken): AsyncGenerator<Buffer> {
  const { size } = await handle.stat();
  let again = -1;
  for (let start: number | undefined = 0; start !== undefined;) {
    const taken: Taken = { bytes: 0, more: false };
    try {
      yield* unpacked(packed(handle, start), taken, broken);
      return;
    } catch (error) {
      // What could not be read of a member that was cut may be the whole of the one behind it.
      const next: number = start + taken.bytes;
      const isTold = start === again && taken.bytes === 0;
      again = taken.more || next === start ? -1 : next;
      start = await nextMember(handle, again < 0 ? next + 1 : next);
      // Once for each damage: what is tried again may be the damaged member itself.
      if (!isTold) broken(whyBroken(error), (start ?? size) - next);
      else if (start !== again) broken("", (start ?? size) - next);
    }
  }
}

/** How far zlib came. */
interface Taken {
  /** Packed bytes that were unpacked without a fault. */
  bytes: number;
  /** It has unpacked something of what is behind them, too. */
  more: boolean;
}

/** The bytes of a stream, unpacked up to where it breaks. */
export async function* unpackedStream(
  raw: AsyncIterable<Buffer>,
  broken: Broken,
): AsyncGenerator<Buffer> {
  try {
    yield* unpacked(raw, { bytes: 0, more: false }, broken);
  } catch (error) {
    broken(whyBroken(error), 0);
  }
}

async function* packed(handle: FileHandle, start: number): AsyncGenerator<Buffer> {
  for (let at = start; ;) {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(READ), 0, READ, at);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

/**
 * Unpacks gzip in a thread of libuv's while what was unpacked before is looked at. Each member begins a write of its own: where one is
 * damaged, zlib throws away what it has of the whole write. Where one begins before the last has ended, that was cut: what zlib would
 * make of the rest is not of it.
 * @param taken becomes how far it came
 */
async function* unpacked(
  raw: AsyncIterable<Buffer>,
  taken: Taken,
  broken: Broken,
): AsyncGenerator<Buffer> {
  let inflater = new Inflater();
  try {
    let writing: Promise<number> = Promise.resolve(0);
    for await (const chunk of raw) {
      for (const part of inflater.partsOf(chunk)) {
        taken.bytes += await writing;
        if (inflater.failed) break;
        if (inflater.isCutBy(part)) {
          yield* inflater.taken();
          inflater.destroy();
          inflater = new Inflater();
          broken("a gzip member is cut", 0);
        }
        const before = inflater.taken();
        writing = inflater.write(part);
        yield* inTurns(before);
      }
      if (inflater.failed) break;
    }
    taken.bytes += await writing;
    if (!inflater.failed) await inflater.end();
    const last = inflater.taken();
    taken.more = last.length > 0;
    yield* last;
    if (inflater.failed) throw inflater.failed;
  } finally {
    inflater.destroy();
  }
}

/** zlib's thread is given more to do by the event loop alone, which is let in between two chunks. */
async function* inTurns(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) {
    yield chunk;
    await new Promise((turn) => setImmediate(turn));
  }
}

/** zlib's stream, which keeps what it has given before it failed. */
class Inflater {
  failed: Error | undefined;
  private ready: Buffer[] = [];
  private readonly gunzip: Gunzip = createGunzip({ chunkSize: CHUNK });
  private release = (): void => undefined;
  /** Bytes that it has given, and been given. */
  private given = 0;
  private got = 0;
  /** Bytes given before the member that is read now, and the last four that zlib was given. */
  private before = 0;
  private last = Buffer.alloc(0);

  constructor() {
    this.gunzip.on("data", (chunk: Buffer) => {
      this.ready.push(chunk);
      this.given += chunk.length;
    });
    this.gunzip.on("error", (error) => {
      this.failed = error;
      // Whoever waits for a write waits no longer: after a fault its end is never told.
      this.release();
    });
  }

  /** True where this part begins a member, and the one before it has not ended. */
  isCutBy(part: Buffer): boolean {
    if (this.got === 0 || !isGzip(part)) return false;
    // A member ends with the length of what it holds.
    const hasEnded =
      this.last.length === 4 && this.last.readUInt32LE() === (this.given - this.before) % 2 ** 32;
    if (!hasEnded) return beginsMember(part);
    this.before = this.given;
    return false;
  }

  /** The parts of a chunk, cut where a member may begin, and so that one does not come to much. */
  *partsOf(chunk: Buffer): Generator<Buffer> {
    for (let from = 0; from < chunk.length;) {
      const member = chunk.indexOf(MAGIC, from + 1);
      const end = Math.min(member < 0 ? chunk.length : member, from + this.size());
      yield chunk.subarray(from, end);
      from = end;
    }
  }

  /** @returns how many bytes were unpacked: all, or none where it failed */
  write(part: Buffer): Promise<number> {
    this.got += part.length;
    this.last = Buffer.concat([this.last, part.subarray(-4)]).subarray(-4);
    return new Promise((resolve) => {
      this.release = () => {
        resolve(0);
      };
      this.gunzip.write(part, () => {
        resolve(this.failed ? 0 : part.length);
      });
    });
  }

  taken(): readonly Buffer[] {
    const { ready } = this;
    this.ready = [];
    return ready;
  }

  async end(): Promise<void> {
    await new Promise<void>((ended) => {
      for (const event of ["end", "error", "close"]) this.gunzip.once(event, ended);
      this.gunzip.end();
    });
  }

  destroy(): void {
    this.gunzip.destroy();
  }

  private size(): number {
    const times = this.got === 0 ? MOST : this.given / this.got;
    return Math.min(MOST, Math.max(LEAST, Math.floor(WANTED / Math.max(1, times))));
  }
}

/** Fewer bytes of a member tell nothing. */
const LEAST_TOLD = 48;

/** True where these bytes can be unpacked, and begin an alert; by chance such bytes stand in no packed ones. */
function beginsMember(bytes: Buffer): boolean {
  if (bytes.length < LEAST_TOLD || ((bytes[3] ?? 0xff) & 0xe0) !== 0) return false;
  try {
    const head = gunzipSync(bytes.subarray(0, LEAST), { finishFlush: constants.Z_SYNC_FLUSH });
    return head.length > 0 && "{\n".includes(String.fromCharCode(head[0] ?? 0));
  } catch {
    return false;
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
