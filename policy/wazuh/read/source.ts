import { ReadError } from "./readError";

/** A place in a text, 1-based. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A text that is read character by character, and the places in it. */
export class Source {
  /** Index of the character that is read next. */
  at = 0;
  private readonly lineStarts: number[] = [0];

  constructor(readonly text: string) {
    for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) {
      this.lineStarts.push(i + 1);
    }
  }

  /** The next character, which stays unread; "" at the end. */
  peek(): string {
    return this.text.charAt(this.at);
  }

  /** Reads one character; "" at the end. */
  next(): string {
    return this.text.charAt(this.at++);
  }

  place(at: number): Place {
    let low = 0;
    let high = this.lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= at) low = middle;
      else high = middle;
    }
    return {
      line: low + 1,
      column: Math.min(at, this.text.length) - (this.lineStarts[low] ?? 0) + 1,
    };
  }

  /** Refuses the text: `at` is the index of the cause. */
  refuse(at: number, wazuh: string, meaning: string): never {
    const { line, column } = this.place(at);
    throw new ReadError(wazuh, meaning, line, column);
  }

  /**
   * Skips a comment whose `<` was just read; true if there was one.
   * It begins with `<!`, whatever follows (CDATA and DOCTYPE too), and ends at the first `!>` or `-->`.
   */
  skipComment(): boolean {
    if (this.peek() !== "!") return false;
    const end = /!>|-->/g;
    end.lastIndex = this.at + 1;
    if (!end.test(this.text)) {
      this.refuse(
        this.at - 1,
        "XMLERR: Comment not closed.",
        "what begins with <! is a comment to Wazuh (CDATA and DOCTYPE too), and this one never ends; end it with -->",
      );
    }
    this.at = end.lastIndex;
    return true;
  }
}

/** C's isspace: what separates attributes. */
export function isSpace(character: string): boolean {
  return character !== "" && " \t\n\v\f\r".includes(character);
}

/** Bytes that a UTF-16 unit takes in UTF-8; the halves of a pair count two each. */
export function byteLength(character: string): number {
  const code = character.charCodeAt(0);
  if (code < 0x80) return 1;
  if (code < 0x800 || (code >= 0xd800 && code < 0xe000)) return 2;
  return 3;
}
