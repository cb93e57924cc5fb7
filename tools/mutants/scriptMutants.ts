import { OPPOSITES, type Mutant } from "./mutant";

/** Words of the shell's `test`, and what moves or turns them. */
const TESTS: Readonly<Record<string, string>> = {
  "-eq": "-ne",
  "-ne": "-eq",
  "-lt": "-le",
  "-le": "-lt",
  "-gt": "-ge",
  "-ge": "-gt",
  "-n": "-z",
  "-z": "-n",
};

/** What is skipped (comments, texts in double quotes, patterns), then what may be changed. */
const AWK =
  /#.*|"(?:\\.|[^"\\\n])*"|(?<=[~(,!] ?)\/(?:\\.|\[\^?\]?[^\]\n]*\]|[^/\\\n[])+\/|(?<sign>[<>=!]=|!~|&&|\|\||[<>~]|(?<=[\w)\]] )-(?= [\w(])|!(?=[\w(]))|(?<number>(?<![\w.$])\d+(?![\w.]))/g;
const PERL =
  /(?<!\$)#.*|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\b(?:qr|m|s|tr|y)(?:\/.*\/\w*|\{.*\}\w*)|(?<=[~(] ?)\/(?:\\.|\[\^?\]?[^\]\n]*\]|[^/\\\n[])+\/\w*|<\w*>|->|=>|<<|(?<sign>[<>=!]=|=~|!~|&&|\|\||(?<= )[<>](?= )|\b(?:eq|ne|unless|if|and|or)\b|!(?=[\w($]))|(?<number>(?<![\w.$])\d+(?![\w.]))/g;
const SHELL =
  /(?<![$\w])#.*|"(?:\\.|[^"\\])*"|'[^']*'|<<-?|\d?>&?\d?|(?<sign>&&|\|\||(?<= )(?:-(?:eq|ne|lt|le|gt|ge|n|z)|!?=|!)(?= ))|(?<number>(?<![\w.$\/-])\d+(?![\w.\/]))/g;
const WORDS: Readonly<Record<string, string>> = {
  eq: "ne",
  ne: "eq",
  unless: "if",
  if: "unless",
  and: "or",
  or: "and",
  "=": "!=",
  "!": "",
};

/** The mutants of a program of awk, perl or the shell, by its ending. Patterns and texts are left as they are. */
export function scriptMutants(file: string, text: string): Mutant[] {
  const awk = file.endsWith(".awk");
  const pattern = awk ? AWK : file.endsWith(".pl") ? PERL : SHELL;
  const mutants: Mutant[] = [];
  for (const found of text.matchAll(pattern)) {
    const { sign, number } = found.groups ?? {};
    const place = { file, at: found.index, end: found.index + found[0].length };
    if (number !== undefined)
      for (const to of [Number(number) + 1, Number(number) - 1])
        mutants.push({
          ...place,
          text: to < 0 ? "-1" : String(to),
          what: `${number} becomes ${to}`,
        });
    const other = sign && (TESTS[sign] ?? OPPOSITES[sign] ?? WORDS[sign]);
    if (sign && other !== undefined)
      mutants.push({ ...place, text: other, what: `${sign} becomes ${other || "nothing"}` });
  }
  return mutants;
}
