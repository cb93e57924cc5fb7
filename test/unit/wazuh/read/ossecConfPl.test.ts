import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import fc from "fast-check";

import { readNodes, type Node } from "../../../../policy/wazuh/read/node";
import { ReadError } from "../../../../policy/wazuh/read/readError";
import { scriptText } from "../../../../policy/render/template";

/** What a reader made of a text: a line a root, element, attribute, or what refused it. */
type Dump = string;

const hex = (text: string): string => Buffer.from(text).toString("hex");

function dumpOf(text: string): Dump {
  const lines: string[] = [];
  const dump = ({ name, content, line, attributes, children }: Node, depth: number): void => {
    lines.push(`${depth} ${line} ${hex(name)} ${hex(content)}`);
    for (const one of attributes) lines.push(`@ ${one.line} ${hex(one.name)} ${hex(one.value)}`);
    for (const child of children) dump(child, depth + 1);
  };
  try {
    for (const root of readNodes(text)) dump(root, 0);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return `refused ${hex(`${error.line}: ${error.wazuh}`)}`;
  }
  return lines.join("\n");
}

// Texts as lines of hexadecimal digits; an answer ends with a line of its own.
const HARNESS = `
sub dump_node { my ($n, $depth) = @_; no warnings "recursion";
  print join(" ", $depth, $n->{line}, unpack("H*", $n->{name}), unpack("H*", $n->{content})), "\\n";
  print join(" ", "@", $_->[2], unpack("H*", $_->[0]), unpack("H*", $_->[1])), "\\n" for @{$n->{attributes}};
  dump_node($_, $depth + 1) for @{$n->{children}} }
while (<STDIN>) { chomp; my @roots = eval { read_nodes(pack "H*", $_) };
  if ($@) { chomp $@; print "refused ", unpack("H*", $@), "\\n" } else { dump_node($_, 0) for @roots }
  print ".\\n" }`;

function onHost(texts: readonly string[]): Dump[] {
  const program = `use strict; use warnings;\n${scriptText("responses/ossec-conf.pl")}\n${HARNESS}`;
  const said = execFileSync("perl", ["-e", program], {
    input: texts.map((text) => `${hex(text)}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const answers: string[][] = [[]];
  for (const line of said.split("\n").slice(0, -1)) {
    if (line === ".") answers.push([]);
    else answers.at(-1)?.push(line);
  }
  return answers.slice(0, -1).map((lines) => lines.join("\n"));
}

function expectSame(texts: readonly string[]): void {
  const host = onHost(texts);
  expect(host.length).toBe(texts.length);
  for (const [i, text] of texts.entries()) {
    if (host[i] !== dumpOf(text)) expect([text, host[i]]).toEqual([text, dumpOf(text)]);
  }
}

const piece = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ..."<a> </a> <b> </b> <a/> <a/ <!-- --> !> <! < / > = \" ' \\ \\\\ $ <?xml <![CDATA[ ]]> \0 \n".split(
        " ",
      ),
      ...[
        " ",
        "\t",
        "\r\n",
        "\v",
        '<b c="1" d=',
        "<b c='1'>",
        '<b c="1"/>',
        '<b c = "x">',
        '<b c= "x" >',
      ],
      ...[
        '<var name="v">',
        "</var>",
        '<b var="1" e="2">',
        "<VAR>",
        "</VAR>",
        "</a >",
        "x",
        "é",
        "𝄞",
      ],
      ...["<client>", "</client>", "<server>", "</server>", "<address>10.0.0.1</address>"],
      ...["<ossec_config>", "</ossec_config>", "<address>10.0.<!-- 1.1 -->0.2</address>"],
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 4, unit: "grapheme" }) },
);
const loose = fc.array(piece, { maxLength: 50 }).map((pieces) => pieces.join(""));
// Mostly well-formed: so that trees are compared, and not only refusals.
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(
      "",
      " ",
      "x",
      "\\<",
      "\\\\",
      "<!-- </a> -->",
      "<!x!>",
      "10.0.0.1",
      "\n",
      "a > b",
      "é",
    ),
    fc
      .tuple(
        fc.constantFrom("a", "client", "server", "var", "x-y"),
        fc.constantFrom("", ' c="1"', " c=\"1\" d='2'", ' var="1" e="2"', " ", "\n"),
        fc.array(tie("tree"), { maxLength: 4 }),
      )
      .map(([name, attributes, inside]) => `<${name}${attributes}>${inside.join("")}</${name}>`),
    fc.constantFrom("<e/>", '<e f="1"/>', '<e f="1" />', "<e />"),
  ),
}));

test("the reader of hosts reads as the one here, trees and refusals, with their lines", () => {
  const texts = [
    ...fc.sample(loose, { numRuns: 6000, seed: 16 }),
    ...fc.sample(
      fc.array(tree, { maxLength: 5 }).map((all) => all.join("\n")),
      { numRuns: 4000, seed: 17 },
    ),
  ];
  const read = texts.map(dumpOf);
  // Enough of both kinds, else nothing is compared.
  expect(read.filter((one) => one.startsWith("refused")).length).toBeGreaterThan(2000);
  expect(
    read.filter((one) => one.split("\n").length > 3 && !one.startsWith("refused")).length,
  ).toBeGreaterThan(1000);
  expectSame(texts);
});

test("it has the same limits", () => {
  const long = (bytes: number): string => "x".repeat(bytes);
  const deep = (levels: number): string => "<a>".repeat(levels) + "</a>".repeat(levels);
  expectSame([
    ...[20_478, 20_479, 20_480, 20_481].flatMap((bytes) => [
      `<a>${long(bytes)}</a>`,
      `<${long(bytes)}/>`,
      `<a b="${long(bytes)}"/>`,
      `<a ${long(bytes)}="1"/>`,
      `<a>${long(bytes)}<!-- c --></a>`,
      `<a>${long(bytes - 1)}\\</a>`,
    ]),
    ...[1023, 1024, 1025].map(deep),
    ...[48, 49, 50].map(
      (count) => `<a ${Array.from({ length: count }, (_, i) => `a${i}="1"`).join(" ")}>1</a>`,
    ),
  ]);
});

test("and reads the files that real daemons have judged", () => {
  const folder = join(__dirname, "..", "..", "..", "oracle");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.(?:conf|xml)$/.test(name),
  );
  expect(files.length).toBeGreaterThan(10);
  expectSame(files.map((name) => readFileSync(join(folder, name), "utf8")));
});
