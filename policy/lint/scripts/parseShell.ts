import { conditionOf } from "./nodeText";
import { readCase, readIf } from "./readBranches";
import { readSimple } from "./readSimple";
import { shellTokens } from "./shellTokens";
import type { Node } from "./shellTree";
import { TokenCursor } from "./tokenCursor";

/** Reads a shell script as commands, well enough to say what reads its input and what prints. Never throws. */
export function parseShell(text: string, line = 1): readonly Node[] {
  return new Parser(new TokenCursor(shellTokens(text, line, parseShell))).all();
}

class Parser {
  constructor(private readonly tokens: TokenCursor) {}

  all(): Node[] {
    const nodes: Node[] = [];
    while (!this.tokens.isEnd()) {
      nodes.push(...this.list());
      // What closes nothing.
      this.tokens.pass();
    }
    return nodes;
  }

  /** Commands up to a word or an operator that closes what is around them. */
  private readonly list = (...closers: readonly string[]): Node[] => {
    const { tokens } = this;
    const nodes: Node[] = [];
    for (;;) {
      tokens.newlines();
      const next = tokens.operator() ?? tokens.raw();
      if (next === undefined || closers.includes(next) || /^(?:\)|;;|;&|;;&)$/.test(next)) break;
      const from = tokens.count;
      const node = this.andOr();
      const background = tokens.skip("&");
      nodes.push(background ? { type: "background", line: node.line, node } : node);
      if (tokens.count === from) tokens.pass();
    }
    return nodes;
  };

  private andOr(): Node {
    const { tokens } = this;
    let node = this.pipeline();
    while (tokens.operator() === "&&" || tokens.operator() === "||") {
      const { line } = node;
      const condition = conditionOf(node) + (tokens.operator() ?? "");
      tokens.pass();
      tokens.newlines();
      const body = [this.pipeline()];
      const branches = [{ condition, body }];
      node = { type: "choice", line, first: [node], branches, complete: false, redirects: [] };
    }
    return node;
  }

  private pipeline(): Node {
    const { tokens } = this;
    while (tokens.skip("!"));
    const { line } = tokens;
    const nodes = [this.command()];
    while (tokens.skip("|", "|&")) {
      tokens.newlines();
      nodes.push(this.command());
    }
    return nodes.length === 1 ? (nodes[0] as Node) : { type: "pipeline", line, nodes };
  }

  private command(): Node {
    const { tokens } = this;
    const { line } = tokens;
    if (tokens.skip("(")) return this.group(line, ")");
    if (tokens.skip("{")) return this.group(line, "}");
    if (tokens.skip("if")) return readIf(tokens, this.list, line);
    if (tokens.skip("case")) return readCase(tokens, this.list, line);
    if (tokens.skip("while", "until")) return this.loop(line, this.list("do"));
    if (tokens.skip("for", "select")) {
      while (!tokens.isEnd() && !["do", "{"].includes(tokens.raw() ?? "")) tokens.pass();
      return this.loop(line, []);
    }
    return this.definition(line) ?? readSimple(tokens);
  }

  private group(line: number, end: ")" | "}"): Node {
    const body = this.list(end);
    this.tokens.skip(end);
    return { type: "group", line, body, redirects: this.tokens.redirects() };
  }

  private loop(line: number, condition: readonly Node[]): Node {
    this.tokens.pass();
    const body = this.list("done", "}");
    this.tokens.skip("done", "}");
    return { type: "loop", line, condition, body, redirects: this.tokens.redirects() };
  }

  /** `name() { }`, `function name { }`; undefined where none comes. */
  private definition(line: number): Node | undefined {
    const { tokens } = this;
    const named = tokens.raw() === "function" ? 1 : 0;
    const name = tokens.raw(named);
    const called = tokens.operator(named + 1) === "(" && tokens.operator(named + 2) === ")";
    if (name === undefined || !(called || named === 1)) return undefined;
    tokens.pass(named + 1 + (called ? 2 : 0));
    tokens.newlines();
    return { type: "function", line, name, body: [this.command()] };
  }
}
