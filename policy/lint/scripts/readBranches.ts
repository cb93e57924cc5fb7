import { conditionOf } from "./nodeText";
import type { Branch, Choice, Node, Word } from "./shellTree";
import type { TokenCursor } from "./tokenCursor";

/** Reads commands up to a word that closes what is around them. */
export type ReadList = (...closers: readonly string[]) => Node[];

/** Reads what comes behind `if`. */
export function readIf(tokens: TokenCursor, list: ReadList, line: number): Choice {
  const branches: Branch[] = [];
  let first: Node[] = [];
  let complete = false;
  do {
    const condition = list("then");
    // Where the first is false, the next is asked.
    if (branches.length === 0) first = condition;
    tokens.skip("then");
    const body = list("elif", "else", "fi");
    branches.push({ condition: condition.map(conditionOf).join(" "), body });
  } while (tokens.skip("elif"));
  if (tokens.skip("else")) {
    branches.push({ condition: "", body: list("fi") });
    complete = true;
  }
  tokens.skip("fi");
  return { type: "choice", line, first, branches, complete, redirects: tokens.redirects() };
}

/** Reads what comes behind `case`. */
export function readCase(tokens: TokenCursor, list: ReadList, line: number): Choice {
  const asked: Word[] = [{ raw: ":", open: ":", line, commands: [] }];
  const take = (): void => {
    const word = tokens.word();
    if (word) asked.push(word);
    tokens.pass();
  };
  take();
  tokens.newlines();
  tokens.skip("in");
  const branches: Branch[] = [];
  for (;;) {
    tokens.newlines();
    if (tokens.isEnd() || tokens.skip("esac")) break;
    tokens.skip("(");
    let condition = "";
    while (!tokens.isEnd() && tokens.operator() !== ")") {
      condition += tokens.raw() ?? tokens.operator() ?? "";
      take();
    }
    tokens.pass();
    const body = list("esac");
    branches.push({ condition, body });
    tokens.skip(";;", ";&", ";;&");
  }
  const complete = branches.at(-1)?.condition === "*";
  // What is asked, with the patterns.
  const first: Node[] = [{ type: "simple", line, assigns: [], words: asked, redirects: [] }];
  return { type: "choice", line, first, branches, complete, redirects: tokens.redirects() };
}
