/** One logical line of Python: brackets and backslashes join lines, texts are set apart. */
export interface PythonLine {
  /** Line of the script, from 1. */
  readonly line: number;
  readonly indent: number;
  /** Code without comments; each text is "" there. */
  readonly code: string;
  /** What the texts hold. */
  readonly texts: readonly string[];
}

const TEXT = /^(?:[rbuf]{0,2})("""|'''|"|')/i;

/** Cuts a script of Python into logical lines. Whatever it holds there is an answer. */
export function pythonLines(source: string): readonly PythonLine[] {
  const found: PythonLine[] = [];
  let code = "";
  let texts: string[] = [];
  let line = 1;
  let first = 1;
  let deep = 0;
  const end = (): void => {
    const indent = /^[ \t]*/.exec(code)?.[0].replace(/\t/g, "        ").length ?? 0;
    if (code.trim() !== "") found.push({ line: first, indent, code: code.trim(), texts });
    code = "";
    texts = [];
  };
  for (let i = 0; i < source.length;) {
    const c = source.charAt(i);
    if (code.trim() === "") first = line;
    const [opened, mark = ""] =
      (/\w/.test(source.charAt(i - 1)) ? null : TEXT.exec(source.slice(i, i + 5))) ?? [];
    if (c === "#") while (i < source.length && source.charAt(i) !== "\n") i += 1;
    else if (opened !== undefined) {
      const begin = i + opened.length;
      let to = begin;
      while (to < source.length && !source.startsWith(mark, to)) {
        if (mark.length === 1 && source.charAt(to) === "\n") break;
        to += source.charAt(to) === "\\" ? 2 : 1;
      }
      const text = source.slice(begin, to);
      texts.push(text);
      code += '""';
      line += text.split("\n").length - 1;
      i = to + mark.length;
    } else if (c === "\\" && source.charAt(i + 1) === "\n") {
      line += 1;
      i += 2;
      code += " ";
    } else if (c === "\n") {
      line += 1;
      i += 1;
      if (deep > 0) code += " ";
      else end();
    } else {
      if ("([{".includes(c)) deep += 1;
      if (")]}".includes(c)) deep = Math.max(0, deep - 1);
      code += c;
      i += 1;
    }
  }
  end();
  return found;
}

/** The lines below one that ends with a colon, by their indentation. */
export function blockOf(lines: readonly PythonLine[], at: number): readonly PythonLine[] {
  const head = lines[at];
  if (head === undefined) return [];
  const rest = lines.slice(at + 1);
  const end = rest.findIndex(({ indent }) => indent <= head.indent);
  const inline = /:\s*(\S.*)$/.exec(head.code.replace(/\[[^\]]*\]|\{[^}]*\}/g, ""))?.[1];
  if (inline !== undefined && (end === 0 || rest.length === 0)) return [{ ...head, code: inline }];
  return end < 0 ? rest : rest.slice(0, end);
}
