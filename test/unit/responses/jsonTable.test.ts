import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import fc from "fast-check";

import { AWKS, runAwk } from "../../interpreters";

const PROGRAM = readFileSync(join(__dirname, "../../../scripts/responses/json.awk"), "utf8");

/** What awk says of each line, in one process. */
function said(awk: readonly [string, ...string[]], main: string, lines: readonly string[]) {
  const program = `${PROGRAM}\n{ split("", type); split("", value); ${main} }`;
  return runAwk(awk, program, `${lines.join("\n")}\n`)
    .split("\n")
    .slice(0, -1);
}

const isObject = (text: string): boolean => {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null && !Array.isArray(read);
  } catch {
    return false;
  }
};

const STRINGS = fc.string({
  unit: fc.constantFrom(...Array.from('\\"\t/u0041bnr:,{}[]. aZ\u007fü')),
  maxLength: 12,
});
const DOCUMENTS = fc.sample(
  fc.dictionary(
    fc.string({ unit: fc.constantFrom(...Array.from('ab_@-9"é')), maxLength: 3 }),
    fc.oneof(
      STRINGS,
      fc.array(fc.oneof(STRINGS, fc.constant({})), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom("x", "y"), STRINGS),
      fc.constantFrom(0, -1, 1.5, 1e21, -2.5e-7, true, false, null, [], {}, [[1], [2]]),
    ),
    { maxKeys: 4 },
  ),
  { numRuns: 300, seed: 3 },
);

/** Documents with a letter put in, taken out or replaced, and the corners that chance does not find. */
const SPOILT = fc
  .sample(
    fc.tuple(
      fc.constantFrom(...DOCUMENTS),
      fc.nat(),
      fc.nat(1),
      fc.constantFrom(...Array.from('{}[]:,"\\ue0123.-+tfn \t\x01\x1f\r')),
    ),
    { numRuns: 2500, seed: 4 },
  )
  .map(([document, where, taken, letter]) => {
    const text = JSON.stringify(document);
    const at = where % text.length;
    return text.slice(0, at) + letter + text.slice(at + taken);
  })
  .concat(
    ['{"a":01}', '{"a":1.}', '{"a":.5}', '{"a":-}', '{"a":1e}', '{"a":1E+2}', '{"a":-0}'],
    ['{"a":+1}', '{"a":tru}', '{"a":truex}', '{"a":null}', '{"a":nul}', '{"a":0x1}', '{"a":1-1}'],
    ['{"a":"\\u00g0"}', '{"a":"\\u00e"}', '{"a":"\\x\\""}', '{"a":"\\\\\\""}', '{"a":"\\\\\\\\"}'],
    ['{"a":"\\"', '{"a":"\\"}', '{"a":"\\"\\"', '{"a\\"":1}', '{"\\x\\"":1}', '{"a":"\x01\\""}'],
    ['{"a":"\\/\\b\\f\\n\\r\\t"}', '{"a":"\x1f"}', '{"a":"\x7f"}', '{"a":"\\\'"}', '{"a" "b"}'],
    ["{", "}", "[", "]", "", '"', ":", ",", "{}{}", "{},", "{}]", "[{}]", " {} ", "\t{\r}"],
    ['{"a"}', '{"a":}', "{:1}", "{,}", '{"a":1,,"b":2}', '{"a":[}', '{"a":{]}', '{"a":[1 2]}'],
    ['{"a":{}', '{"a":[]', '{"a":[]]}', '{"a":[,1]}', '{"a":[1,]}', '{"a":{"b":1,}}', '{"a"::1}'],
    ['{"a":[1:2]}', '{"a":1:2}', '{"a":"b""c"}', '{"a":"b":"c"}', '{"a":1 , "b":[ ] }', "{1:2}"],
    ['{"a":[{}', '{"a":[{},{"b":[]}]}', "{true:1}", '{"a":true false}', '{"":""}'],
  );

/** What stands at a path, as `text_at` gives it; the corners of the path and of the text. */
const VALUES: readonly (readonly [text: string, path: string, value: string])[] = [
  ['{"a":"b"}', "a", "b"],
  ['{"a":-1.5e3}', "a", "-1.5e3"],
  ['{"a":true}', "a", ""],
  ['{"a":null}', "a", ""],
  ['{"a":{"b":"c"}}', "a", ""],
  ['{"a":{"b":"c"}}', "a.b", "c"],
  ['{"a":{"b":{"c":{"d":"e"}}}}', "a.b.c.d", "e"],
  ['{"a":[{"b":"c"}]}', "a.b", ""],
  // A path that nobody asks for.
  ['{"a":[{"b":"c"}]}', "a[].b", "c"],
  ['{"a":["b"]}', "a[]", "b"],
  ['{"a.b":"c"}', "a.b", ""],
  ['{"a.b":"c"}', "?", "c"],
  ['{"a\\u2028":"c"}', "?", "c"],
  ['{"A-Z_09@":"c"}', "A-Z_09@", "c"],
  ['{"a":"b","a":"b"}', "a", ""],
  ['{"a":{"b":"c"},"a":{"b":"c"}}', "a.b", ""],
  ['{"a":{"b":"c"},"a":1}', "a.b", ""],
  ['{"a":" ~"}', "a", " ~"],
  ['{"a":"\x7f"}', "a", ""],
  ['{"a":"ü"}', "a", ""],
  ['{"a":"b\\"c"}', "a", ""],
  ['{"a":"b\\\\"}', "a", ""],
  [`{"a":"${"b".repeat(512)}"}`, "a", "b".repeat(512)],
  [`{"a":"${"b".repeat(513)}"}`, "a", ""],
  [`{"a":1${"0".repeat(398)}}`, "a", `1${"0".repeat(398)}`],
];

/** A key that spells one of its own letters as an escape comes from somebody else; and what may be in one. */
const KEYS: readonly (readonly [key: string, taken: "0" | "1"])[] = [
  ["\\u0073", "0"],
  ["\\u0020", "0"],
  ["\\u007e", "0"],
  ["\\u001f", "1"],
  ["\\u0080", "1"],
  ["\\u0100", "1"],
  ["\\\\u0073", "1"],
  ["\\\\\\u0073", "0"],
  ["a\\n", "1"],
];

const MESSAGE = { version: 1, origin: {}, command: "add", parameters: {} };
const MESSAGES: readonly (readonly [message: object, taken: "0" | "1"])[] = [
  [MESSAGE, "1"],
  [{ ...MESSAGE, more: [] }, "1"],
  [{ ...MESSAGE, version: "1" }, "0"],
  [{ ...MESSAGE, origin: "x" }, "0"],
  [{ ...MESSAGE, command: 1 }, "0"],
  [{ ...MESSAGE, parameters: [] }, "0"],
  [{ ...MESSAGE, version: undefined }, "0"],
];

describe.each(AWKS)("JSON objects by %s", (_name, awk) => {
  it("are those of JSON.parse, of 2,500 spoilt ones too", () => {
    const lines = [...DOCUMENTS.map((one) => JSON.stringify(one)), ...SPOILT];
    const truth = lines.map((line) => [line, isObject(line) ? "1" : "0"]);
    const found = said(awk, "print read_json($0)", lines);
    expect(lines.map((line, i) => [line, found[i]])).toEqual(truth);
    expect(new Set(found)).toEqual(new Set(["0", "1"]));
  });

  it("hold at a path what jq finds there, where it is plain text", () => {
    const lines = VALUES.map(([text, path]) => `${path}\t${text}`);
    const main = `tab = index($0, "\\t"); ok = read_json(substr($0, tab + 1)); print ok text_at(substr($0, 1, tab - 1))`;
    expect(said(awk, main, lines)).toEqual(VALUES.map(([, , value]) => `1${value}`));
  });

  it("have no key with a printable letter as an escape", () => {
    const lines = KEYS.map(([key]) => `{"${key}":1}`);
    expect(said(awk, "print read_json($0)", lines)).toEqual(KEYS.map(([, taken]) => taken));
  });

  it("are messages of wazuh-execd only with each of their parts, of its type", () => {
    const lines = [...MESSAGES.map(([one]) => JSON.stringify(one)), "[]"];
    expect(said(awk, "print is_message($0) + 0", lines)).toEqual([
      ...MESSAGES.map(([, taken]) => taken),
      "0",
    ]);
  });

  it("are shown with their plain letters, 200 at most, and a bar for nothing", () => {
    const lines = ["a|b", "", "x".repeat(201), "/@+=,-:._ 09azAZ", "a\\b\"c'`$", "ü"];
    expect(said(awk, "print plain($0)", lines)).toEqual([
      "a?b",
      "-",
      "x".repeat(200),
      "/@+=,-:._ 09azAZ",
      "a?b?c???",
      "??",
    ]);
  });
});

it("jq sees the same values, but for what is too long, not plain or twice", () => {
  const paths = VALUES.filter(
    ([, path, value]) => value !== "" && !/^1000/.test(value) && !path.includes("?"),
  );
  const filter = `.[] | .[0] as $path | .[1] | fromjson | getpath($path | split(".") | map(if endswith("[]") then .[:-2], 0 else . end)) | tostring`;
  const input = JSON.stringify(paths.map(([text, path]) => [path, text]));
  const found = execFileSync("jq", ["-r", filter], { input, encoding: "utf8" }).split("\n");
  const shown = (value: string): string => (/^-?\d/.test(value) ? String(Number(value)) : value);
  expect(found.slice(0, -1).map(shown)).toEqual(paths.map(([, , value]) => shown(value)));
});
