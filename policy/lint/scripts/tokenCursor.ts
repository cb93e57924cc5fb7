import type { Token } from "./shellTokens";
import type { Redirect, Word } from "./shellTree";

const REDIRECT = /^(?:<<<|<<-?|<&|<>|>>|>&|>\||&>>|&>|<|>)$/;

/** Where among the tokens of a script the reading stands, and what is next. */
export class TokenCursor {
  private at = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  isEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  /** How many tokens have been read. */
  get count(): number {
    return this.at;
  }

  /** Line of the next token; at the end, of the last. */
  get line(): number {
    const token = this.tokens[this.at] ?? this.tokens.at(-1);
    return token === undefined ? 1 : token.type === "word" ? token.word.line : token.line;
  }

  get next(): Token | undefined {
    return this.tokens[this.at];
  }

  /** The operator that comes so many tokens further on; undefined where that is a word. */
  operator(offset = 0): string | undefined {
    const token = this.tokens[this.at + offset];
    return token?.type === "operator" ? token.text : undefined;
  }

  /** The word that comes so many tokens further on, as it is written; undefined where that is an operator. */
  raw(offset = 0): string | undefined {
    return this.word(offset)?.raw;
  }

  word(offset = 0): Word | undefined {
    const token = this.tokens[this.at + offset];
    return token?.type === "word" ? token.word : undefined;
  }

  pass(count = 1): void {
    this.at += count;
  }

  /** Passes one of these; false where another comes. */
  skip(...texts: readonly string[]): boolean {
    const found = texts.includes(this.operator() ?? this.raw() ?? "");
    if (found) this.at += 1;
    return found;
  }

  newlines(): void {
    while (this.skip("\n", ";"));
  }

  /** Passes the redirections that come next. */
  redirects(): Redirect[] {
    const found: Redirect[] = [];
    for (;;) {
      const token = this.next;
      if (token?.type !== "operator" || !REDIRECT.test(token.text)) return found;
      const target = token.body ?? this.raw(1) ?? "";
      const descriptor = token.descriptor ?? (token.text.startsWith("<") ? 0 : 1);
      found.push({ operator: token.text, descriptor, target });
      this.at += 2;
    }
  }
}
