/** How much of its standard input a command reads: all of it, one line, several lines, or nothing that is known of. */
export type InputUse = "end" | "line" | "lines" | "none";

/** Reads code of another language: `python3 -c CODE`. */
export type CodeInput = (code: string) => InputUse;

const STDIN = /^(?:-|\/dev\/stdin|\/dev\/fd\/0|\/proc\/self\/fd\/0)$/;
const FILTERS = new Set(
  "sort uniq cut rev tac nl od xxd hexdump md5sum sha1sum sha256sum wc base64 fold column paste".split(
    " ",
  ),
);
/** Options that have their argument in the next word. */
const WITH_ARGUMENT: Readonly<Record<string, RegExp>> = {
  cut: /^-[dfcb]$/,
  sort: /^-[kt]$/,
  tail: /^-[nc]$/,
  grep: /^-(?:[ABCm]|[a-zA-Z]*[ef])$/,
  egrep: /^-(?:[ABCm]|[a-zA-Z]*[ef])$/,
  fgrep: /^-(?:[ABCm]|[a-zA-Z]*[ef])$/,
  sed: /^-[a-zA-Z]*[ef]$/,
  awk: /^-[vF]$/,
  base64: /^-w$/,
  jq: /^--(?:indent|tab)$/,
};

/** What a command reads of its standard input; its words are without quotes. */
export function inputOf(name: string, args: readonly string[], python: CodeInput): InputUse {
  const has = (pattern: RegExp): boolean => args.some((arg) => pattern.test(arg));
  const operands = operandsOf(name, args);
  const fromStdin = (first: number): boolean => {
    const files = operands.slice(first);
    return files.length === 0 || files.some((file) => STDIN.test(file));
  };
  switch (name) {
    case "cat":
      return fromStdin(0) ? "end" : "none";
    case "tee":
    case "tr":
      return "end";
    case "xargs":
      return has(/^(?:-a|--arg-file)/) ? "none" : "end";
    case "mapfile":
    case "readarray":
      return has(/^-n1?$/) ? "line" : "end";
    case "read":
      if (has(/^-[a-z]*t/) || has(/^-[a-z]*u/)) return "none";
      return has(/^-[a-z]*d$/) && args[args.findIndex((arg) => /^-[a-z]*d$/.test(arg)) + 1] === ""
        ? "end"
        : "line";
    case "line":
      return "line";
    case "head":
      return headOf(args, fromStdin(0));
    case "tail":
      return fromStdin(0) ? "end" : "none";
    case "dd":
      return has(/^if=/) ? "none" : has(/^count=1$/) ? "line" : "end";
    case "jq":
      return jqOf(args);
    case "grep":
    case "egrep":
    case "fgrep":
      if (has(/^-[a-zA-Z]*[qrRlm]/) || has(/^--(?:quiet|max-count|recursive)/)) return "none";
      return fromStdin(has(/^-[a-zA-Z]*[ef]$/) ? 0 : 1) ? "end" : "none";
    case "sed":
      if (has(/^(?:-[a-zA-Z]*i|--in-place)/) || !fromStdin(has(/^-[a-zA-Z]*[ef]$/) ? 0 : 1))
        return "none";
      return has(/(?:^|[;{}\d$/ ])q(?:$|[;} ])/) ? "line" : "end";
    case "awk":
    case "gawk":
    case "mawk":
      return awkOf(args, operands);
    case "perl":
      return perlOf(args);
    default:
      if (/^python[\d.]*$/.test(name)) return pythonOf(args, python);
      return FILTERS.has(name) && fromStdin(0) ? "end" : "none";
  }
}

function operandsOf(name: string, args: readonly string[]): string[] {
  const found: string[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? "";
    if (WITH_ARGUMENT[name]?.test(arg)) i += 1;
    else if (!/^-./.test(arg)) found.push(arg);
  }
  return found;
}

function headOf(args: readonly string[], isStdin: boolean): InputUse {
  const text = args.join(" ");
  const [, count] =
    /(?:^| )(?:-n ?|--lines[= ])(\d+)|(?:^| )-(\d+)/.exec(text)?.filter(Boolean) ?? [];
  if (/(?:^| )(?:-c|--bytes)/.test(text))
    return isStdin || /-c ?\d+$/.test(text) ? "lines" : "none";
  const file = args.filter(
    (arg, i) => !/^-./.test(arg) && !/^(?:-n|--lines)$/.test(args[i - 1] ?? ""),
  );
  if (file.some((one) => !STDIN.test(one))) return "none";
  return count === "1" ? "line" : "lines";
}

function jqOf(args: readonly string[]): InputUse {
  let operands = 0;
  let wanted = 2;
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? "";
    if (/^--(?:arg|argjson|slurpfile|rawfile)$/.test(arg)) i += 2;
    else if (/^--indent$/.test(arg)) i += 1;
    else if (/^(?:-[a-zA-Z]*f|--from-file)$/.test(arg)) {
      i += 1;
      wanted = 1;
    } else if (/^--(?:args|jsonargs)$/.test(arg)) break;
    else if (/^(?:-[a-mo-zA-Z]*n[a-zA-Z]*|--null-input|--version|-h)$/.test(arg)) return "none";
    else if (!/^-./.test(arg) && !STDIN.test(arg)) operands += 1;
  }
  return operands >= wanted ? "none" : "end";
}

function awkOf(args: readonly string[], operands: readonly string[]): InputUse {
  if (args.some((arg) => /^-f/.test(arg))) return "none";
  const [program = "", ...files] = operands;
  if (files.some((file) => !STDIN.test(file) && !/^\w+=/.test(file))) return "none";
  if (/^\s*BEGIN\s*\{/.test(program) && !/\}\s*[^\s}]*\s*\{/.test(program)) return "none";
  return /\b(?:exit|getline)\b/.test(program) ? "line" : "end";
}

function perlOf(args: readonly string[]): InputUse {
  const code = args.filter((arg) => !/^-[a-zA-Z]/.test(arg)).join("\n");
  if (/\b(?:exit|last)\b/.test(code)) return "none";
  if (args.some((arg) => /^-[a-zA-Z0]*[np]/.test(arg))) return "end";
  if (/while\s*\(.*<(?:STDIN)?>|@\w+\s*=\s*<(?:STDIN)?>|join.*<(?:STDIN)?>|undef\s+\$\//.test(code))
    return "end";
  return /<STDIN>/.test(code) ? "line" : "none";
}

function pythonOf(args: readonly string[], python: CodeInput): InputUse {
  const at = args.indexOf("-c");
  if (at >= 0) return python(args[at + 1] ?? "");
  return args.length === 0 || args.includes("-") ? "end" : "none";
}
