import { blockOf, pythonLines } from "../../../../policy/lint/scripts/pythonLines";
import { shellTokens } from "../../../../policy/lint/scripts/shellTokens";

/** Tokens of a script: a word as it stands, an operator between bars, with the line, what it redirects and its text below it. */
function cut(text: string): string[] {
  const inside: string[] = [];
  const tokens = shellTokens(text, 1, (command, line) => {
    inside.push(`${line}: in ${command}`);
    return [];
  });
  return [
    ...tokens.map((token) =>
      token.type === "word"
        ? `${token.word.line}: ${token.word.raw}`
        : `${token.line}: ${token.descriptor ?? ""}|${JSON.stringify(token.text).slice(1, -1)}|${token.body ?? ""}`,
    ),
    ...inside,
  ];
}

it.each<[string, string[]]>([
  ["a b\t\rc", ["1: a", "1: b", "1: c"]],
  ["a \\\nb", ["1: a", "2: b"]],
  ["a # b ( c\nd", ["1: a", "1: |\\n|", "2: d"]],
  ["a#b", ["1: a#b"]],
  [
    "a|b||c&&d&e;f",
    [
      "1: a",
      "1: |||",
      "1: b",
      "1: ||||",
      "1: c",
      "1: |&&|",
      "1: d",
      "1: |&|",
      "1: e",
      "1: |;|",
      "1: f",
    ],
  ],
  [";; ;& ;;& |& ( )", ["1: |;;|", "1: |;&|", "1: |;;&|", "1: ||&|", "1: |(|", "1: |)|"]],
  ["a 2>b", ["1: a", "1: 2|>|", "1: b"]],
  ["a12>b", ["1: a12", "1: |>|", "1: b"]],
  [
    ">>a 0<b >&2 <&3 <>c >|d &>e &>>f",
    [
      "1: |>>|",
      "1: a",
      "1: 0|<|",
      "1: b",
      "1: |>&|",
      "1: 2",
      "1: |<&|",
      "1: 3",
      "1: |<>|",
      "1: c",
      "1: |>||",
      "1: d",
      "1: |&>|",
      "1: e",
      "1: |&>>|",
      "1: f",
    ],
  ],
  ["a <<<b", ["1: a", "1: |<<<|", "1: b"]],
  ["a <(b) >(c)", ["1: a", "1: <(b)", "1: >(c)", "1: in b", "1: in c"]],
  ["a=() b", ["1: a=()", "1: b"]],
  ["a=(b c) d", ["1: a=(b c)", "1: d"]],
  ["f() { }", ["1: f", "1: |(|", "1: |)|", "1: {", "1: }"]],
  ["'a b' c", ["1: 'a b'", "1: c"]],
  ["'a\\' b", ["1: 'a\\'", "1: b"]],
  ['"a \' b" c', ['1: "a \' b"', "1: c"]],
  ['"a\\" b" c', ['1: "a\\" b"', "1: c"]],
  ["a\\ b c", ["1: a\\ b", "1: c"]],
  ["$(a b) c", ["1: $(a b)", "1: c", "1: in a b"]],
  ["$(a (b) c) d", ["1: $(a (b) c)", "1: d", "1: in a (b) c"]],
  ["$(a # )\nb) c", ["1: $(a # )\nb)", "2: c", "1: in a # )\nb"]],
  ["$(a;# )\n) c", ["1: $(a;# )\n)", "2: c", "1: in a;# )\n"]],
  ["$(a#b) c", ["1: $(a#b)", "1: c", "1: in a#b"]],
  ['"$(a ")")" c', ['1: "$(a ")")"', "1: c", '1: in a ")"']],
  ["'$(a)' \"<(b)\"", ["1: '$(a)'", '1: "<(b)"']],
  ["\\$(a", ["1: \\$", "1: |(|", "1: a"]],
  ["$((1 + (2))) c", ["1: $((1 + (2)))", "1: c"]],
  ["`a b` c", ["1: `a b`", "1: c", "1: in a b"]],
  ["`a \\` b` c", ["1: `a \\` b`", "1: c", "1: in a \\` b"]],
  ["${a:-b c} d", ["1: ${a:-b c}", "1: d"]],
  ["${a:-'}'} d", ["1: ${a:-'}'}", "1: d"]],
  ["x\n$(a\nb)\nc", ["1: x", "1: |\\n|", "2: $(a\nb)", "3: |\\n|", "4: c", "2: in a\nb"]],
  ['"\n$(a)"', ['1: "\n$(a)"', "2: in a"]],
  ["a <<E b\nx\ny\nE\nc", ["1: a", "1: |<<|x\ny", "1: E", "1: b", "1: |\\n|", "5: c"]],
  ["a <<E\nE\nc", ["1: a", "1: |<<|", "1: E", "1: |\\n|", "3: c"]],
  ["a <<'E'\nx\nE\nc", ["1: a", "1: |<<|x", "1: 'E'", "1: |\\n|", "4: c"]],
  ["a <<-E\n\tx\n\tE\nc", ["1: a", "1: |<<-|\tx", "1: E", "1: |\\n|", "4: c"]],
  ["a <<E\n\tE\nE\nc", ["1: a", "1: |<<|\tE", "1: E", "1: |\\n|", "4: c"]],
  [
    "a <<E <<F\nx\nE\ny\nF\nc",
    ["1: a", "1: |<<|x", "1: E", "1: |<<|y", "1: F", "1: |\\n|", "6: c"],
  ],
  ["a <<E\nx", ["1: a", "1: |<<|x", "1: E", "1: |\\n|"]],
  // What has no end ends with the script.
  ["'a", ["1: 'a"]],
  ['"a', ['1: "a']],
  ["$(a", ["1: $(a", "1: in a"]],
  ["`a", ["1: `a", "1: in a"]],
  ["${a", ["1: ${a"]],
  ["a\\", ["1: a\\"]],
])("a script of the shell, %j", (text, tokens) => {
  expect(cut(text)).toEqual(tokens);
});

const lines = (source: string): string[] =>
  pythonLines(source).map(
    ({ line, indent, code, texts }) => `${line} ${indent} ${code} ${JSON.stringify(texts)}`,
  );

it.each<[string, string[]]>([
  ["a\n\n  b\n\tc\n \td", ["1 0 a []", "3 2 b []", "4 8 c []", "5 9 d []"]],
  ["a # 'b\nc", ["1 0 a  []".replace("  ", " "), "2 0 c []"]],
  ["a = 'b' + \"c\"", ['1 0 a = "" + "" ["b","c"]']],
  ["a = 'b\\'c'", ['1 0 a = "" ["b\\\\\'c"]']],
  ['a = """b\n"c\n"""\nd', ['1 0 a = "" ["b\\n\\"c\\n"]', "4 0 d []"]],
  ["a = '''b\n'''\nd", ['1 0 a = "" ["b\\n"]', "3 0 d []"]],
  ["a = rb'x' + F'y'", ['1 0 a = "" + "" ["x","y"]']],
  ["a(\n  b,\n  c)\nd", ["1 0 a(   b,   c) []", "4 0 d []"]],
  ["a[\n]\n{\n}\nb", ["1 0 a[ ] []", "3 0 { } []", "5 0 b []"]],
  ["a)\nb", ["1 0 a) []", "2 0 b []"]],
  ["a \\\n  + b\nc", ["1 0 a    + b []", "3 0 c []"]],
])("a script of python, %j", (source, expected) => {
  expect(lines(source)).toEqual(expected);
});

it.each<[string, string[]]>([
  ["if a:\n  b\n  c\nd", ["b", "c"]],
  ["if a:\n  b", ["b"]],
  ["if a: b\nc", ["b"]],
  ["if a: b", ["b"]],
  ["if a:\nb", []],
  ["if a[1:2]:\n  b\nc", ["b"]],
  ["if {1: 2}:\n  b\nc", ["b"]],
])("what stands below the first line of %j", (source, expected) => {
  expect(blockOf(pythonLines(source), 0).map(({ code }) => code)).toEqual(expected);
});

it("has nothing below a line that is not there", () => {
  expect(blockOf([], 0)).toEqual([]);
});
