import { shellTokens, type Token } from "./shellTokens";
import type { Branch, Node, Redirect, Simple, Word } from "./shellTree";

const REDIRECT = /^(?:<<<|<<-?|<&|<>|>>|>&|>\||&>>|&>|<|>)$/;

/** Reads a shell script as commands, well enough to say what reads its input and what prints. Never throws. */
export function parseShell(text: string, line = 1): readonly Node[] {
  return new Parser(shellTokens(text, line, parseShell)).all();
}

class Parser {
  private at = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  all(): Node[] {
    const nodes: Node[] = [];
    while (this.at < this.tokens.length) {
      nodes.push(...this.list());
      // What closes nothing.
      this.at += 1;
    }
    return nodes;
  }

  private operator(offset = 0): string | undefined {
    const token = this.tokens[this.at + offset];
    return token?.type === "operator" ? token.text : undefined;
  }

  private raw(offset = 0): string | undefined {
    const token = this.tokens[this.at + offset];
    return token?.type === "word" ? token.word.raw : undefined;
  }

  private line(): number {
    const token = this.tokens[this.at] ?? this.tokens.at(-1);
    return token === undefined ? 1 : token.type === "word" ? token.word.line : token.line;
  }

  private skip(...texts: string[]): boolean {
    const found = texts.includes(this.operator() ?? this.raw() ?? "");
    if (found) this.at += 1;
    return found;
  }

  private newlines(): void {
    while (this.skip("\n", ";"));
  }

  /** Commands up to a word or an operator that closes what is around them. */
  private list(...closers: string[]): Node[] {
    const nodes: Node[] = [];
    for (;;) {
      this.newlines();
      const next = this.operator() ?? this.raw();
      if (next === undefined || closers.includes(next) || /^(?:\)|;;|;&|;;&)$/.test(next)) break;
      const from = this.at;
      const node = this.andOr();
      const background = this.skip("&");
      nodes.push(background ? { type: "background", line: node.line, node } : node);
      if (this.at === from) this.at += 1;
    }
    return nodes;
  }

  private andOr(): Node {
    let node = this.pipeline();
    while (this.operator() === "&&" || this.operator() === "||") {
      const { line } = node;
      const condition = this.textOf(node) + (this.operator() ?? "");
      this.at += 1;
      this.newlines();
      const body = [this.pipeline()];
      const branches = [{ condition, body }];
      node = { type: "choice", line, first: [node], branches, complete: false, redirects: [] };
    }
    return node;
  }

  private pipeline(): Node {
    while (this.skip("!"));
    const line = this.line();
    const nodes = [this.command()];
    while (this.skip("|", "|&")) {
      this.newlines();
      nodes.push(this.command());
    }
    return nodes.length === 1 ? (nodes[0] as Node) : { type: "pipeline", line, nodes };
  }

  private command(): Node {
    const line = this.line();
    if (this.skip("(")) {
      const body = this.list();
      this.skip(")");
      return { type: "group", line, body, redirects: this.redirects() };
    }
    if (this.skip("{")) {
      const body = this.list("}");
      this.skip("}");
      return { type: "group", line, body, redirects: this.redirects() };
    }
    if (this.skip("if")) return this.ifs(line);
    if (this.skip("case")) return this.cases(line);
    if (this.skip("while", "until")) {
      const condition = this.list("do");
      return this.loop(line, condition);
    }
    if (this.skip("for", "select")) {
      while (this.at < this.tokens.length && !["do", "{"].includes(this.raw() ?? "")) this.at += 1;
      return this.loop(line, []);
    }
    const named = this.raw() === "function" ? 1 : 0;
    const name = this.raw(named);
    const called = this.operator(named + 1) === "(" && this.operator(named + 2) === ")";
    if (name !== undefined && (called || named === 1)) {
      this.at += named + 1 + (called ? 2 : 0);
      this.newlines();
      const body = this.command();
      return { type: "function", line, name, body: [body] };
    }
    return this.simple(line);
  }

  private loop(line: number, condition: readonly Node[]): Node {
    this.at += 1;
    const body = this.list("done", "}");
    this.skip("done", "}");
    return { type: "loop", line, condition, body, redirects: this.redirects() };
  }

  private ifs(line: number): Node {
    const branches: Branch[] = [];
    let first: Node[] = [];
    let complete = false;
    do {
      const condition = this.list("then");
      // Where the first is false, the next is asked.
      if (branches.length === 0) first = condition;
      this.skip("then");
      const body = this.list("elif", "else", "fi");
      branches.push({ condition: condition.map((one) => this.textOf(one)).join(" "), body });
    } while (this.skip("elif"));
    if (this.skip("else")) {
      branches.push({ condition: "", body: this.list("fi") });
      complete = true;
    }
    this.skip("fi");
    return { type: "choice", line, first, branches, complete, redirects: this.redirects() };
  }

  private cases(line: number): Node {
    const word = this.tokens[this.at];
    const asked: Word[] = [{ raw: ":", open: ":", line, commands: [] }];
    if (word?.type === "word") asked.push(word.word);
    this.at += 1;
    this.newlines();
    this.skip("in");
    const branches: Branch[] = [];
    for (;;) {
      this.newlines();
      if (this.at >= this.tokens.length || this.skip("esac")) break;
      this.skip("(");
      let condition = "";
      while (this.at < this.tokens.length && this.operator() !== ")") {
        condition += this.raw() ?? this.operator() ?? "";
        const pattern = this.tokens[this.at];
        if (pattern?.type === "word") asked.push(pattern.word);
        this.at += 1;
      }
      this.at += 1;
      const body = this.list("esac");
      branches.push({ condition, body });
      this.skip(";;", ";&", ";;&");
    }
    const complete = branches.at(-1)?.condition === "*";
    // What is asked, with the patterns.
    const first: Node[] = [{ type: "simple", line, assigns: [], words: asked, redirects: [] }];
    return { type: "choice", line, first, branches, complete, redirects: this.redirects() };
  }

  private redirects(): Redirect[] {
    const found: Redirect[] = [];
    for (;;) {
      const token = this.tokens[this.at];
      if (token?.type !== "operator" || !REDIRECT.test(token.text)) return found;
      const target = token.body ?? this.raw(1) ?? "";
      const descriptor = token.descriptor ?? (token.text.startsWith("<") ? 0 : 1);
      found.push({ operator: token.text, descriptor, target });
      this.at += 2;
    }
  }

  private simple(line: number): Simple {
    const assigns: Word[] = [];
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    const test = this.raw() === "[[";
    for (;;) {
      redirects.push(...(test ? [] : this.redirects()));
      const token = this.tokens[this.at];
      if (token === undefined || (token.type === "operator" && !test)) break;
      this.at += 1;
      if (token.type === "operator") continue;
      const { word } = token;
      if (words.length === 0 && /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/.test(word.raw))
        assigns.push(word);
      else words.push(word);
      if (test && word.raw === "]]") {
        redirects.push(...this.redirects());
        break;
      }
    }
    return { type: "simple", line, assigns, words, redirects };
  }

  private textOf(node: Node): string {
    switch (node.type) {
      case "simple":
        return [...node.assigns, ...node.words].map(({ raw }) => raw).join(" ");
      case "pipeline":
        return node.nodes.map((one) => this.textOf(one)).join(" | ");
      case "choice":
        return [...node.first, ...node.branches.flatMap(({ body }) => body)]
          .map((one) => this.textOf(one))
          .join(" ");
      default:
        return "";
    }
  }
}
