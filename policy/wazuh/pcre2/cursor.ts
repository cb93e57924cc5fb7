/** What keeps a text from being a pattern. */
export class PatternFault extends Error {}

/** A place in a pattern that is read from its start to its end. */
export class Cursor {
  at = 0;

  constructor(readonly text: string) {}

  get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Reads what a sticky expression matches here, with its groups; undefined where it does not. */
  take(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.at;
    const found = expression.exec(this.text);
    if (!found) return undefined;
    this.at = expression.lastIndex;
    return found;
  }

  /** Reads one character. */
  next(): string {
    const character = this.text.charAt(this.at);
    this.at += 1;
    return character;
  }
}

/** @throws PatternFault always. */
export function fail(why: string): never {
  throw new PatternFault(why);
}
