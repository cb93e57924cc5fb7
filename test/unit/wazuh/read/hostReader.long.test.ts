import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import fc from "fast-check";

import { activeResponseOf } from "../../../../policy/wazuh/read/activeResponse";
import { readNodes, type Node } from "../../../../policy/wazuh/read/node";
import { readOssecConf } from "../../../../policy/wazuh/read/ossecConf";
import { ReadError } from "../../../../policy/wazuh/read/readError";
import { readRulesFile } from "../../../../policy/wazuh/read/rulesFile";
import { perlProgram } from "../../../../policy/render/template";

/** How many generated files are read; the large run is `HOST_READER_FILES=20000`. */
const FILES = Number(process.env.HOST_READER_FILES ?? 4000);

/** What a reader made of a text: a line a root, element, attribute, or what refused it. */
type Dump = string;

const hex = (text: string): string => Buffer.from(text).toString("hex");

function nodesIn(text: string): string[] {
  const lines: string[] = [];
  const dump = ({ name, content, line, attributes, children }: Node, depth: number): void => {
    lines.push(`${depth} ${line} ${hex(name)} ${hex(content)}`);
    for (const one of attributes) lines.push(`@ ${one.line} ${hex(one.name)} ${hex(one.value)}`);
    for (const child of children) dump(child, depth + 1);
  };
  for (const root of readNodes(text)) dump(root, 0);
  return lines;
}

const number = (text: string | undefined, value: number): string =>
  text === undefined || /^\d+$/.test(text) ? String(value) : "none";

function rulesIn(text: string): string[] {
  return readRulesFile(text).map(({ id, level, ignore, overwrite, noAr, groups, line, node }) => {
    const given = (name: string): string | undefined =>
      node.attributes.find((one) => one.name.toLowerCase() === name)?.value;
    const numbers = [number(given("id"), id), number(given("level"), level)];
    const words = [number(given("ignore"), ignore), Number(overwrite), Number(noAr), hex(groups)];
    return ["rule", line, ...numbers, ...words].join(" ");
  });
}

function responsesIn(text: string): string[] {
  const conf = readOssecConf(text);
  const { whitelist, commands, blocks } = activeResponseOf(conf);
  return [
    ...conf.sections.map(({ name, line }) => `section ${line} ${hex(name)}`),
    ...whitelist.map(({ line, content }) => `address ${line} ${hex(content)}`),
    ...commands.map(({ node, name, executable, timeoutAllowed }) =>
      ["command", node.line, hex(name), hex(executable), Number(timeoutAllowed)].join(" "),
    ),
    ...blocks.map(({ node, command, rules, rulesGroup, level, timeout, disabled }) =>
      [
        "response",
        node.line,
        hex(command),
        rules.join(",") || "-",
        rulesGroup === undefined ? "-" : `=${hex(rulesGroup)}`,
        level,
        timeout,
        Number(disabled),
      ].join(" "),
    ),
  ];
}

function answerOf(read: (text: string) => string[], text: string): string[] {
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return [`refused ${hex(`${error.line}: ${error.wazuh}`)}`];
  }
}

function dumpOf(text: string): Dump {
  return [nodesIn, rulesIn, responsesIn].flatMap((read) => answerOf(read, text)).join("\n");
}

// Texts as lines of hexadecimal digits; an answer ends with a line of its own.
const HARNESS = `
sub hex_of { unpack "H*", $_[0] }
sub lines_of_node { my ($n, $depth) = @_; no warnings "recursion";
  return (join(" ", $depth, $n->{line}, hex_of($n->{name}), hex_of($n->{content})),
    map({ join " ", "@", $_->[2], hex_of($_->[0]), hex_of($_->[1]) } @{$n->{attributes}}),
    map({ lines_of_node($_, $depth + 1) } @{$n->{children}})) }
sub lines_of_rule { my ($r) = @_;
  return join " ", "rule", $r->{line}, map({ $r->{$_} // "none" } qw(id level ignore)), $r->{overwrite} ? 1 : 0, $r->{no_ar} ? 1 : 0, hex_of($r->{groups}) }
sub lines_of_responses { my @roots = @_; my $is = active_response_of(@roots);
  return (map({ join " ", "section", $_->{line}, hex_of($_->{name}) } sections_of(@roots)),
    map({ join " ", "address", $_->{line}, hex_of($_->{content}) } @{$is->{whitelist}}),
    map({ join " ", "command", $_->{line}, hex_of($_->{name}), hex_of($_->{executable}), $_->{timeout_allowed} ? 1 : 0 } @{$is->{commands}}),
    map({ join " ", "response", $_->{line}, hex_of($_->{command}), join(",", @{$_->{rules}}) || "-", defined $_->{rules_group} ? "=" . hex_of($_->{rules_group}) : "-", @$_{qw(level timeout)}, $_->{disabled} ? 1 : 0 } @{$is->{blocks}})) }
sub answer { my ($read, $text) = @_; my @lines = eval { $read->($text) };
  if ($@) { chomp $@; @lines = "refused " . hex_of($@) }
  print map { "$_\n" } @lines }
while (<STDIN>) { chomp; my $text = pack "H*", $_;
  answer(sub { map { lines_of_node($_, 0) } read_nodes($_[0]) }, $text);
  answer(sub { map { lines_of_rule($_) } rules_of_file($_[0]) }, $text);
  answer(sub { lines_of_responses(read_nodes($_[0])) }, $text);
  print ".\n" }`;

const READER = ["lib/ossec-conf.pl", "manager/rules-file.pl", "lib/active-response.pl"].map(
  (name) => `host/${name}`,
);

function onHost(texts: readonly string[]): Dump[] {
  const program = `use strict; BEGIN { $^W = 1; $SIG{__WARN__} = sub { die @_ } }\n${perlProgram(READER)}\n${HARNESS}`;
  const said = execFileSync("perl", ["-e", program], {
    input: texts.map((text) => `${hex(text)}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 2 ** 30,
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

// What people write, and what they write by mistake: blanks and line ends in tags, comments within, quotes of both kinds,
// letters of either case, several roots, values that Wazuh cuts.
const oneOf = (...texts: string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);
const usually = (text: string, ...others: string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 900, arbitrary: fc.constant(text) },
    { weight: others.length, arbitrary: oneOf(...others) },
  );
const tag = (
  name: string,
  attributes: fc.Arbitrary<string>,
  inside: fc.Arbitrary<string>,
): fc.Arbitrary<string> =>
  fc
    .tuple(
      usually(name, name.toUpperCase(), `${name}x`),
      attributes,
      usually("", " ", "\n", "\t", "/", " /"),
      inside,
      usually("", "<!-- x -->", "\n", " "),
    )
    .map(
      ([called, given, blank, text, more]) =>
        `<${called}${given}${blank}>${text}${more}</${called}>`,
    );
const many = (one: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(
      fc.tuple(
        one,
        oneOf("", "\n", "  ", '<!-- <rule id="1"> -->', "<! <active-response> !>", "x > y"),
      ),
      { maxLength },
    )
    .map((all) => all.flat().join(""));
const plain = fc.constant("");
const numbers = oneOf(
  "5763",
  "5712, 5763",
  " 5763,,100050",
  "5763 5764",
  "abc",
  "5763,abc,1",
  "",
  "-1",
  "10m",
  " 7",
  "99999999999",
  "9223372036854775808",
  "-2147483649",
  "4294967295",
  "+5",
  "00012",
);
const leaf = (name: string, value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  tag(name, plain, value);
const sections = many(
  fc.oneof(
    tag(
      "global",
      plain,
      many(
        leaf(
          "white_list",
          oneOf(
            "",
            "10.0.0.1",
            "!1.2.3.4",
            " 10.0.0.1",
            "10.0<!-- x -->.0.1",
            "^::1$",
            "\0",
            "\\<",
          ),
        ),
        3,
      ),
    ),
    tag(
      "command",
      plain,
      many(
        fc.oneof(
          leaf("name", oneOf("a", "b", " a", "é")),
          leaf("executable", oneOf("a", "x.sh", "")),
          leaf("timeout_allowed", oneOf("yes", "no", "Yes", " yes")),
        ),
        4,
      ),
    ),
    tag(
      "active-response",
      plain,
      many(
        fc.oneof(
          leaf("command", oneOf("a", "b", "c", " a")),
          leaf("disabled", oneOf("yes", "no", "yes\n", "")),
          leaf("rules_id", numbers),
          leaf("level", numbers),
          leaf("timeout", numbers),
          leaf("rules_group", oneOf("sshd,", "a|b", "")),
          leaf("location", oneOf("local", "server")),
        ),
        6,
      ),
    ),
    leaf("syscheck", oneOf("", "<directories>/etc</directories>")),
  ),
  5,
);
const conf = many(
  fc.oneof(
    { weight: 200, arbitrary: tag("ossec_config", plain, sections) },
    { weight: 1, arbitrary: sections },
    { weight: 1, arbitrary: piece },
  ),
  3,
);
const attribute = fc
  .tuple(
    usually(" ", "\n  ", "  ", ""),
    oneOf("id", "level", "overwrite", "ignore", "name", "ID", "frequency", "var"),
    usually("=", "= ", " ="),
    oneOf('"', "'"),
    oneOf("5763", "100050", "yes", "no", "10", "$ID", "x$LEVEL.y", "", "a b", "060", "sshd,"),
  )
  .map(([blank, name, is, quote, value]) => `${blank}${name}${is}${quote}${value}${quote}`);
const attributes = fc
  .uniqueArray(attribute, { maxLength: 4, selector: (one) => /\w+/.exec(one)?.[0] })
  .map((all) => all.join(""));
const value = oneOf(
  "5763",
  "$ID",
  "$id,$LEVEL",
  "a$ID|b",

  "$(x)",
  "$(x)$ID",
  "no_ar",
  "$",
  "$$",
  "x $ID y $",
  "a\\<b",
  "é$ID",
  "\\$ID",
  "$ID$ID",
  "local,$",
);
const variable = fc
  .tuple(
    oneOf("ID", "LEVEL", "id", "é", "", "x".repeat(255), "é".repeat(130)),
    oneOf("5763", "", "longer than its name", "$ID"),
    oneOf("var", "VAR"),
    usually("name", "NAME", "other"),
  )
  .map(([name, text, called, key]) => `<${called} ${key}="${name}">${text}</${called}>`);
const rule = tag(
  "rule",
  attributes,
  many(
    fc.oneof(
      leaf("if_sid", value),
      leaf("options", value),
      leaf("group", value),
      leaf("description", value),
    ),
    4,
  ),
);
const rules = fc
  .tuple(
    fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(variable, { maxLength: 2 })),
    many(
      tag(
        "group",
        attributes,
        many(fc.oneof({ weight: 200, arbitrary: rule }, { weight: 1, arbitrary: piece }), 4),
      ),
      2,
    ),
  )
  .map(([variables, groups]) => [...variables, groups].join("\n"));

test("the reader of hosts reads as the one here: trees, rules, responses and refusals, with their lines", () => {
  const share = (part: number): number => Math.ceil(FILES * part);
  const texts = [
    ...fc.sample(loose, { numRuns: share(0.2), seed: 16 }),
    ...fc.sample(
      fc.array(tree, { maxLength: 5 }).map((all) => all.join("\n")),
      { numRuns: share(0.1), seed: 17 },
    ),
    ...fc.sample(conf, { numRuns: share(0.35), seed: 18 }),
    ...fc.sample(rules, { numRuns: share(0.35), seed: 19 }),
  ];
  expect(texts.length).toBeGreaterThanOrEqual(FILES);
  const read = texts.map(dumpOf);
  const having = (what: RegExp): number => read.filter((one) => what.test(one)).length / FILES;
  // Enough of each kind, else nothing is compared.
  expect(having(/^refused/)).toBeGreaterThan(0.15);
  expect(having(/^\d[^]*^refused/m)).toBeGreaterThan(0.02);
  expect(having(/^rule /m)).toBeGreaterThan(0.04);
  expect(having(/^response /m)).toBeGreaterThan(0.1);
  expect(having(/^command /m)).toBeGreaterThan(0.1);
  expect(having(/^address /m)).toBeGreaterThan(0.05);
  expectSame(texts);
}, 600_000);

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
