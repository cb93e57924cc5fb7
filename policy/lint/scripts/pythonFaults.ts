import type { InputUse } from "./commandInput";
import type { Fault, FaultKind } from "./fault";
import { blockOf, pythonLines, type PythonLine } from "./pythonLines";
import { pythonSays } from "./pythonSays";
import { slowPython } from "./slowPython";

const LEAVES = /^(?:break|return\b|raise\b|(?:sys\.|os\._?)?exit\b|quit\b)|:\s*(?:break|return\b)/;

/** Reads a script of Python as wazuh-execd would run it. */
export function pythonFaults(source: string): readonly Fault[] {
  const lines = pythonLines(source);
  const faults: Fault[] = [];
  const fault = (kind: FaultKind, line: number, what: string): void => {
    if (!faults.some((one) => one.kind === kind)) faults.push({ kind, line, what });
  };
  const has = (pattern: RegExp): boolean => lines.some(({ code }) => pattern.test(code));
  // A signal or a thread of its own ends the script in time.
  const bounded = has(
    /\bsignal\.(?:alarm|setitimer)\(|\bselect\.(?:select|poll)\(|\bfaulthandler\.dump_traceback_later\(/,
  );
  const said = pythonSays(lines);
  if (said.first !== undefined)
    fault("prints-first", said.first.line, `${shown(said.first.code)} prints before check_keys`);
  lines.forEach((one, at) => {
    const { line, code } = one;
    const use = bounded ? "none" : useOf(lines, at);
    // Behind its first line wazuh-execd answers, and closes the input.
    if (use === "end" && !(said.keys !== undefined && isBehind(lines, at, said.keys)))
      fault("reads-to-end", line, `${shown(code)} reads to the end of the input`);
    if (
      /\b(?:sys\.)?argv\[[1-9]|\bsys\.argv\[1:/.test(code) &&
      !one.texts.some((text) => /^--?[a-z]/.test(text))
    )
      fault("takes-arguments", line, `${shown(code)}: there are no arguments`);
    const slow = bounded ? undefined : slowPython(lines, at, leaves);
    if (slow !== undefined) fault("no-time-limit", line, slow);
  });
  return faults;
}

/** What a program behind `python3 -c` reads. */
export function pythonInput(source: string): InputUse {
  const lines = pythonLines(source);
  const uses = lines.map((_, at) => useOf(lines, at));
  if (uses.includes("end")) return "end";
  return lines.some(({ code }) => /\breadline\(\)|\binput\(/.test(code)) ? "line" : "none";
}

function useOf(lines: readonly PythonLine[], at: number): InputUse {
  const { code = "" } = lines[at] ?? {};
  const stdin = namesOf(lines);
  const all = new RegExp(
    `\\b(?:${stdin})(?:\\.buffer)?\\.(?:read|readlines)\\(\\)` +
      `|\\b(?:json|simplejson|ujson|yaml|pickle)\\.(?:load|safe_load)\\(\\s*(?:${stdin})\\b` +
      `|\\b(?:list|tuple|set|sorted|csv\\.reader)\\(\\s*(?:${stdin})\\b|\\.join\\(\\s*(?:${stdin})\\b` +
      `|\\bopen\\(0\\)\\.read|\\bopen\\(0[^)]*\\)\\.read\\(\\)|\\bshutil\\.copyfileobj\\(\\s*(?:${stdin})\\b`,
  );
  if (
    all.test(code) ||
    (/\bopen\(""[^)]*\)\.read/.test(code) && lines[at]?.texts.includes("/dev/stdin"))
  )
    return "end";
  const over = new RegExp(
    `^(?:async )?for\\b.+\\bin\\s+(?:enumerate\\(|iter\\()?\\s*(?:(?:${stdin})\\b(?:\\.buffer)?(?!\\.readline\\(\\))|fileinput\\.input)`,
  );
  if (over.test(code)) return leaves(blockOf(lines, at)) ? "line" : "end";
  if (new RegExp(`\\[.*\\bfor\\b.+\\bin\\s+(?:${stdin})\\b`).test(code)) return "end";
  if (/^while\b/.test(code)) {
    const reading = new RegExp(`(?:\\b(?:${stdin})(?:\\.buffer)?\\.readline\\(|\\binput\\()`);
    const body = blockOf(lines, at);
    if (reading.test(code) && !leaves(body)) return "end";
    // Left at the end of the input alone: if not line: break
    if (body.some((one) => reading.test(one.code)) && !leavesEarly(body)) return "end";
  }
  return "none";
}

/** How the script calls its standard input, as a pattern. */
function namesOf(lines: readonly PythonLine[]): string {
  const names = ["sys\\.stdin"];
  for (const { code } of lines) {
    if (/^from sys import\b.*\bstdin\b/.test(code)) names.push("stdin");
    const [, name] =
      /^(\w+)\s*=\s*(?:sys\.stdin|io\.TextIOWrapper\(sys\.stdin\.buffer.*|open\(0.*)$/.exec(code) ??
      [];
    const [, opened] = /^with open\(0.*\) as (\w+)/.exec(code) ?? [];
    for (const one of [name, opened]) if (one !== undefined) names.push(one);
  }
  return names.join("|");
}

function leaves(body: readonly PythonLine[]): boolean {
  return body.some(({ code }) => LEAVES.test(code));
}

function leavesEarly(body: readonly PythonLine[]): boolean {
  return body.some(({ code }, i) => {
    if (!LEAVES.test(code)) return false;
    const asks =
      i > 0 && (body[i - 1]?.indent ?? 0) < (body[i]?.indent ?? 0)
        ? (body[i - 1]?.code ?? "")
        : code;
    return !/^if (?:not \w+|\w+(?:\.strip\(\))? == ""|len\(\w+\) == 0|\w+ is None)\s*:/.test(asks);
  });
}

/** Is the line run behind check_keys, as far as that is to be seen: further down, in the same function or at the top? */
function isBehind(lines: readonly PythonLine[], at: number, keys: PythonLine): boolean {
  const own = lines[at];
  return own !== undefined && own.line > keys.line;
}

function shown(code: string): string {
  return code.length > 60 ? `${code.slice(0, 57)}...` : code;
}
