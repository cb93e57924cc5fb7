/** Addresses that are remembered; beyond, the older half is forgotten. */
const MOST = 100_000;
/** Letters of the longest address, and more. */
const LONGEST = 64;
const QUOTE = 0x22;

/**
 * The addresses that lines with a wanted rule name, as they stand there. Under the policy some of them will have been blocked: then
 * every later alert of theirs had not come, whatever its rule.
 */
export class Peers {
  private readonly known = new Set<string>();
  private readonly needles: readonly Needle[];

  /** @param fields names of fields that may hold an address, by their paths */
  constructor(
    fields: readonly string[],
    private readonly most = MOST,
  ) {
    const names = ["srcip", ...fields].map((path) => path.slice(path.lastIndexOf(".") + 1));
    this.needles = [...new Set(names)].map((name) => new Needle(name));
  }

  /** Looks at a line. @returns whether it is of an address that a wanted line has named before */
  look(bytes: Buffer, start: number, end: number, isWanted: boolean): boolean {
    for (const needle of this.needles) {
      const from = needle.behind(bytes, start, end);
      if (from < 0) continue;
      const to = quoteAfter(bytes, from, Math.min(end, from + LONGEST));
      if (to <= from) continue;
      const address = bytes.toString("latin1", from, to);
      if (isWanted) this.add(address);
      else if (this.known.has(address)) return true;
    }
    return false;
  }

  /** What was looked at is gone: other bytes may stand in its memory now. */
  next(): void {
    for (const needle of this.needles) needle.forget();
  }

  private add(address: string): void {
    if (this.known.has(address)) return;
    this.known.add(address);
    if (this.known.size <= this.most) return;
    let left = this.most >> 1;
    for (const oldest of this.known) {
      if (left-- <= 0) break;
      this.known.delete(oldest);
    }
  }
}

/** Where a key stands in lines that are looked at one after another: a whole chunk is searched at once, not each line anew. */
class Needle {
  private readonly key: Buffer;
  private bytes: Buffer | undefined;
  /** The first place at or behind the last line that was looked at. */
  private at = 0;

  constructor(name: string) {
    // A quote inside of a JSON text has a backslash before it, so that this is never part of one.
    this.key = Buffer.from(`"${name}":"`);
  }

  /** Where the value begins in a line; -1 where the line has none. */
  behind(bytes: Buffer, start: number, end: number): number {
    if (bytes !== this.bytes || this.at < start) {
      // A chunk's memory is used again for the next one: its first line is searched anew.
      this.bytes = bytes;
      const found = bytes.indexOf(this.key, start);
      this.at = found < 0 ? Infinity : found;
    }
    return this.at < end ? this.at + this.key.length : -1;
  }

  /** Other bytes may stand in the same memory now. */
  forget(): void {
    this.bytes = undefined;
  }
}

function quoteAfter(bytes: Buffer, from: number, end: number): number {
  for (let i = from; i < end; i++) if (bytes[i] === QUOTE) return i;
  return -1;
}
