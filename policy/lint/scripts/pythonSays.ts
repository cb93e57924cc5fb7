import { blockOf, type PythonLine } from "./pythonLines";

const PRINTS = /\bprint\(|\bsys\.stdout\.(?:buffer\.)?write\(|\bprint\s+""/;

/** What a script of Python prints first, as it runs: a line of its own, or check_keys. */
export interface Said {
  /** What it prints before check_keys. */
  readonly first?: PythonLine;
  /** Where it says check_keys. */
  readonly keys?: PythonLine;
}

/** Follows a script through its functions, from the lines that stand in none. */
export function pythonSays(lines: readonly PythonLine[]): Said {
  const bodies = new Map<string, readonly PythonLine[]>();
  lines.forEach(({ code }, at) => {
    const [, name] = /^(?:async )?def (\w+)/.exec(code) ?? [];
    if (name !== undefined) bodies.set(name, blockOf(lines, at));
  });
  const tainted = new Set<string>();
  for (const [name, body] of bodies) if (body.some(speaks)) tainted.add(name);
  for (const { code, texts } of lines) {
    const [, name, value = ""] = /^(\w+)\s*(?::[^=]+)?=\s*([^=].*)$/.exec(code) ?? [];
    if (name !== undefined && (texts.some(isKeys) || named(value, tainted))) tainted.add(name);
  }
  const found: { first?: PythonLine; keys?: PythonLine } = {};
  follow(lines, [], { bodies, tainted, found });
  return found;
}

interface Around {
  readonly bodies: ReadonlyMap<string, readonly PythonLine[]>;
  readonly tainted: ReadonlySet<string>;
  readonly found: { first?: PythonLine; keys?: PythonLine };
}

function follow(lines: readonly PythonLine[], calls: readonly string[], around: Around): void {
  const { bodies, tainted, found } = around;
  const heads = new Map<number, string>();
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i];
    if (line === undefined || found.keys) return;
    const { code, indent } = line;
    for (const [at] of heads) if (at >= indent) heads.delete(at);
    if (/^(?:async )?def |^class /.test(code)) {
      i += /:\s*$/.test(code) ? blockOf(lines, i).length : 0;
      continue;
    }
    if (/^(?:if|elif|else|except|while|for)\b/.test(code))
      heads.set(indent, code + line.texts.join(" "));
    if (PRINTS.test(code) && !/\bfile\s*=/.test(code)) {
      if (line.texts.some(isKeys) || named(code, tainted)) found.keys = line;
      else if (!isQuiet(lines, i, [...heads.values()])) found.first ??= line;
      continue;
    }
    for (const [, name = ""] of code.matchAll(/(?<![.\w])(\w+)\(/g)) {
      const body = bodies.get(name);
      if (body !== undefined && !calls.includes(name)) follow(body, [...calls, name], around);
    }
  }
}

/** Printed where it undoes something, or where it ends at once: that does no harm. */
function isQuiet(lines: readonly PythonLine[], at: number, heads: readonly string[]): boolean {
  if (heads.some((head) => /delete|^except/.test(head) && !head.includes("!="))) return true;
  const { indent = 0 } = lines[at] ?? {};
  if (indent === 0 || heads.length === 0) return false;
  return lines.slice(at + 1).some(({ code, indent: own }, i, rest) => {
    return (
      rest.slice(0, i + 1).every((one) => one.indent >= indent) &&
      own === indent &&
      /^(?:return|(?:sys\.)?exit|os\._exit|raise)\b/.test(code)
    );
  });
}

function speaks({ texts }: PythonLine): boolean {
  return texts.some(isKeys);
}

function isKeys(text: string): boolean {
  return text.includes("check_keys");
}

function named(code: string, names: ReadonlySet<string>): boolean {
  return [...code.matchAll(/\w+/g)].some(([name]) => names.has(name));
}
