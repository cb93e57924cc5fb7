import type { Redirect, Simple, Word } from "./shellTree";
import type { TokenCursor } from "./tokenCursor";

/** Reads one command with its assignments, words and redirections. */
export function readSimple(tokens: TokenCursor): Simple {
  const { line } = tokens;
  const assigns: Word[] = [];
  const words: Word[] = [];
  const redirects: Redirect[] = [];
  // Between [[ and ]] operators are no more than text.
  const test = tokens.raw() === "[[";
  for (;;) {
    if (!test) redirects.push(...tokens.redirects());
    const token = tokens.next;
    if (token === undefined || (token.type === "operator" && !test)) break;
    tokens.pass();
    if (token.type === "operator") continue;
    const { word } = token;
    if (words.length === 0 && /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/.test(word.raw)) assigns.push(word);
    else words.push(word);
    if (test && word.raw === "]]") {
      redirects.push(...tokens.redirects());
      break;
    }
  }
  return { type: "simple", line, assigns, words, redirects };
}
