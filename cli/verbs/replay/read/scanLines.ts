import type { Peers } from "./peers";

/** A line that has to be read: where it is in its bytes, which hold it until the next chunk is asked for. */
export interface FoundLine {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  /** The last of its file, without a line end. */
  readonly unended: boolean;
  /** Nobody wants its rule: it is of an address that a wanted line has named before. */
  readonly beside: boolean;
}

/** Longest line that is kept in memory. */
export const LONGEST_LINE = 16 << 20;

const NEWLINE = 10;
const OPEN = Buffer.from('{"timestamp":"');
const RULE = Buffer.from('","rule":{"level":');
const ID = Buffer.from('"id":"');
const QUOTE = 0x22;
const ZERO = 0x30;
/** Letters of a time with a fraction, and without one as before 3.x. */
const TIMES = [28, 24];

/**
 * Finds the lines that have to be read, by the number and level of their rule, which Wazuh writes first, and those of addresses
 * that such lines have named. A quote inside of a JSON text has a backslash before it, so that `"id":"` is never part of one.
 */
export class LineScanner {
  lines = 0;
  /** Lines that were too long to be kept: their numbers. */
  readonly tooLong: number[] = [];
  private rest: Buffer[] = [];
  private restLength = 0;

  /**
   * @param isWanted asked for each line in Wazuh's own form; all others have to be read
   * @param peers remembers the addresses of what is wanted. @default nothing else is found
   */
  constructor(
    private readonly isWanted: (rule: number, level: number) => boolean,
    private readonly peers?: Peers,
  ) {}

  /** Takes the next bytes. */
  scan(chunk: Buffer, found: FoundLine[]): void {
    this.peers?.next();
    let start = 0;
    if (this.restLength > 0) {
      const end = chunk.indexOf(NEWLINE);
      if (end < 0) {
        this.keep(chunk);
        return;
      }
      this.keep(chunk.subarray(0, end));
      this.whole(found, false);
      start = end + 1;
    }
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      if (end < 0) break;
      this.lines++;
      if (end > start) this.look(chunk, start, end, false, found);
      start = end + 1;
    }
    if (start < chunk.length) this.keep(chunk.subarray(start));
  }

  /** Takes the end of the file, or of what can be read of it; what comes then begins a line. */
  end(found: FoundLine[]): void {
    if (this.restLength > 0) this.whole(found, true);
  }

  private keep(part: Buffer): void {
    this.restLength += part.length;
    if (this.restLength <= LONGEST_LINE) this.rest.push(Buffer.from(part));
    else this.rest = [];
  }

  private whole(found: FoundLine[], unended: boolean): void {
    this.lines++;
    if (this.restLength > LONGEST_LINE) this.tooLong.push(this.lines);
    else {
      const bytes = Buffer.concat(this.rest);
      const end = bytes.length;
      if (end > 0) this.look(bytes, 0, end, unended, found);
    }
    this.rest = [];
    this.restLength = 0;
  }

  private look(
    bytes: Buffer,
    start: number,
    end: number,
    unended: boolean,
    found: FoundLine[],
  ): void {
    const isWanted = unended || this.mustRead(bytes, start, end);
    const beside = this.peers?.look(bytes, start, end, isWanted) === true;
    if (isWanted || beside) found.push({ bytes, start, end, line: this.lines, unended, beside });
  }

  private mustRead(bytes: Buffer, start: number, end: number): boolean {
    if (!hasAt(bytes, OPEN, start)) return true;
    for (const length of TIMES) {
      const rule = start + OPEN.length + length;
      if (!hasAt(bytes, RULE, rule)) continue;
      const id = behindId(bytes, rule + RULE.length, end);
      if (id < 0) return true;
      const number = numberAt(bytes, id);
      // A rule's number ends with its quote; anything else is not Wazuh's own form.
      return number < 0 || this.isWanted(number, levelAt(bytes, rule + RULE.length));
    }
    return true;
  }
}

function hasAt(bytes: Buffer, part: Buffer, at: number): boolean {
  for (let i = 0; i < part.length; i++) if (bytes[at + i] !== part[i]) return false;
  return true;
}

/** Where the first id of an object begins; -1 where there is none. A search of Buffer's own costs more, for so few bytes. */
function behindId(bytes: Buffer, from: number, end: number): number {
  for (let i = from; i < end - ID.length; i++)
    if (bytes[i] === QUOTE && bytes[i + 1] === ID[1] && hasAt(bytes, ID, i)) return i + ID.length;
  return -1;
}

function numberAt(bytes: Buffer, at: number): number {
  let number = 0;
  let i = at;
  for (; i < at + 7; i++) {
    const digit = (bytes[i] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    number = number * 10 + digit;
  }
  return i > at && bytes[i] === QUOTE ? number : -1;
}

function levelAt(bytes: Buffer, at: number): number {
  let level = 0;
  for (let i = at; i < at + 3; i++) {
    const digit = (bytes[i] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    level = level * 10 + digit;
  }
  return level;
}
