import type { Node, Word } from "./shellTree";

/** An operator (`|`, `&&`, `;;`, `\n`, `2>`, a here-document with its body) or a word. */
export type Token =
  | { readonly type: "word"; readonly word: Word }
  | {
      readonly type: "operator";
      readonly text: string;
      readonly line: number;
      readonly descriptor?: number;
      readonly body?: string;
    };

const OPERATORS =
  /^(?:&>>|&>|<<<|<<-|<<|<&|<>|>>|>&|>\||<\(|>\(|;;&|;;|;&|&&|\|\||\|&|[|&;()<>\n])/;

/**
 * Cuts a shell script into tokens. Whatever it holds there is an answer: what has no end ends with the script.
 * @param parse reads the commands inside `$( )`, with the line where they begin.
 */
export function shellTokens(
  text: string,
  firstLine: number,
  parse: (text: string, line: number) => readonly Node[],
): readonly Token[] {
  const tokens: Token[] = [];
  const waiting: { index: number; end: string; dashed: boolean }[] = [];
  let line = firstLine;
  let i = 0;
  while (i < text.length) {
    const c = text.charAt(i);
    if (c === " " || c === "\t" || c === "\r") i += 1;
    else if (text.startsWith("\\\n", i)) {
      i += 2;
      line += 1;
    } else if (c === "#") while (i < text.length && text.charAt(i) !== "\n") i += 1;
    else {
      const [, digits = "", redirect] =
        /^(\d?)(<<<|<<-|<<|<&|<>|>>|>&|>\||[<>](?!\())/.exec(text.slice(i, i + 5)) ?? [];
      const operator = redirect ?? OPERATORS.exec(text.slice(i, i + 3))?.[0];
      if (operator === undefined || /^[<>]\($/.test(operator)) {
        const end = wordEnd(text, i);
        tokens.push({ type: "word", word: wordOf(text.slice(i, end), line, parse) });
        line += lines(text.slice(i, end));
        i = end;
        const asked = tokens.at(-2);
        if (asked?.type === "operator" && /^<<-?$/.test(asked.text)) {
          const word = tokens.at(-1) as Token & { type: "word" };
          const mark = word.word.raw.replace(/["'\\]/g, "");
          waiting.push({ index: tokens.length - 2, end: mark, dashed: asked.text === "<<-" });
        }
        continue;
      }
      i += digits.length + operator.length;
      const descriptor = digits === "" ? {} : { descriptor: Number(digits) };
      tokens.push({ type: "operator", text: operator, line, ...descriptor });
      if (operator !== "\n") continue;
      line += 1;
      for (const { index, end, dashed } of waiting.splice(0)) {
        const rest = text.slice(i).split("\n");
        const at = rest.findIndex((one) => (dashed ? one.replace(/^\t+/, "") : one) === end);
        const body = rest.slice(0, at < 0 ? rest.length : at).join("\n");
        tokens[index] = { ...(tokens[index] as Token & { type: "operator" }), body };
        i +=
          at < 0 ? text.length - i : body.length + (at > 0 ? 1 : 0) + (rest[at]?.length ?? 0) + 1;
        line += at < 0 ? rest.length : at + 1;
      }
    }
  }
  return tokens;
}

function wordOf(
  raw: string,
  line: number,
  parse: (text: string, line: number) => readonly Node[],
): Word {
  const commands: (readonly Node[])[] = [];
  let single = false;
  let double = false;
  let open = "";
  for (let i = 0; i < raw.length; i += 1) {
    const c = raw.charAt(i);
    if (single) single = c !== "'";
    else if (c === "\\") i += 1;
    else if (c === '"') double = !double;
    else if (c === "'" && !double) single = true;
    else if (c === "`" || (/^[$<>]\((?!\()/.test(raw.slice(i, i + 3)) && (c === "$" || !double))) {
      const begin = i + (c === "`" ? 1 : 2);
      const end = c === "`" ? tickEnd(raw, begin) : parenEnd(raw, begin);
      commands.push(parse(raw.slice(begin, end), line + lines(raw.slice(0, begin))));
      i = end;
    } else open += c;
  }
  return { raw, open, line, commands };
}

function lines(text: string): number {
  return text.split("\n").length - 1;
}

/** Behind the word that begins there. */
function wordEnd(text: string, from: number): number {
  let i = from;
  while (i < text.length && !/[\s|&;()<>]/.test(text.charAt(i))) i = past(text, i);
  // A substitution of a process, or an = with a list of bash behind it.
  if (/^[<>]\(/.test(text.slice(i, i + 2)) && i === from) return parenEnd(text, i + 2) + 1;
  if (text.charAt(i) === "(" && text.charAt(i - 1) === "=") return parenEnd(text, i + 1) + 1;
  return i;
}

/** Behind the letter, the quoted text, or the substitution that begins there. */
function past(text: string, i: number): number {
  const c = text.charAt(i);
  if (c === "\\") return i + 2;
  if (c === "'") return endOf(text, "'", i + 1);
  if (c === "`") return tickEnd(text, i + 1) + 1;
  if (c === "$" && text.charAt(i + 1) === "(") return parenEnd(text, i + 2) + 1;
  if (c === "$" && text.charAt(i + 1) === "{") return braceEnd(text, i + 2);
  if (c !== '"') return i + 1;
  let at = i + 1;
  while (at < text.length && text.charAt(at) !== '"')
    at = text.charAt(at) === "'" ? at + 1 : past(text, at);
  return at + 1;
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + 1;
}

function tickEnd(text: string, from: number): number {
  let i = from;
  while (i < text.length && text.charAt(i) !== "`") i += text.charAt(i) === "\\" ? 2 : 1;
  return i;
}

function braceEnd(text: string, from: number): number {
  let i = from;
  while (i < text.length && text.charAt(i) !== "}") i = past(text, i);
  return i + 1;
}

/** The closing parenthesis of what begins there; a comment in it may hold others. */
function parenEnd(text: string, from: number): number {
  let i = from;
  let deep = 1;
  while (i < text.length) {
    const c = text.charAt(i);
    if (c === "#" && /[\s;]/.test(text.charAt(i - 1))) i = endOf(text, "\n", i);
    else if (c === "(" || c === ")") {
      deep += c === "(" ? 1 : -1;
      if (deep === 0) return i;
      i += 1;
    } else i = past(text, i);
  }
  return i;
}
