import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import fc from "fast-check";

const HOST = join(__dirname, "../../../scripts/host");
/** What prints it. */
const PART = join(HOST, "common/13-json.sh");
/** What reads it. */
const READER = join(HOST, "lib/json.pl");

/** Reads documents between NULs by the host's reader; a line of JSON each, all scalars as text, or `refused`. */
const READ = `use strict; use warnings FATAL => "all"; require $ARGV[0];
  sub printed {
    my $value = shift;
    return "{" . join(",", map { quoted($_) . ":" . printed($value->{$_}) } sort keys %$value) . "}" if ref $value eq "HASH";
    return "[" . join(",", map { printed($_) } @$value) . "]" if ref $value;
    defined $value ? quoted($value) : "null"
  }
  sub quoted { my $text = shift; $text =~ s/[\\x00-\\x1f"\\\\]/sprintf "\\\\u%04x", ord $&/ge; qq("$text") }
  local $/;
  for my $text (split /\\0/, <STDIN>, -1) { my $value = eval { json_of($text) }; print $@ ? "refused" : printed($value), "\\n" }`;

function lines(command: string, args: readonly string[], input: string): string[] {
  const out = execFileSync(command, args, { input, encoding: "utf8", maxBuffer: 2 ** 28 });
  return out.trimEnd().split("\n");
}

const readOnHost = (documents: readonly string[]): unknown[] =>
  lines("perl", ["-e", READ, READER], documents.join("\0")).map((line) =>
    line === "refused" ? undefined : (JSON.parse(line) as unknown),
  );

/** As the host's reader gives it: every scalar but null as text, half a pair alone as the letter that stands for it. */
function asText(value: unknown): unknown {
  const inUtf8 = (text: string): string => Buffer.from(text).toString();
  if (value === null) return null;
  if (typeof value === "string") return inUtf8(value);
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value !== "object") return inUtf8(JSON.stringify(value));
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [inUtf8(name), asText(one)]),
  );
}

const readByJq = (documents: readonly string[]): unknown[] =>
  lines("jq", ["-c", "."], documents.join("\n")).map((line) => asText(JSON.parse(line)));

// Single code units too, so that halves of pairs stand alone, and more often what JSON escapes.
const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      "\\",
      '"',
      "\n",
      "\t",
      "\0",
      "\x7f",
      "/",
      "\u2028",
      "\ud800",
      "\udc00",
      "u",
      "'",
    ),
    fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
  ),
  maxLength: 40,
});
const bundles = fc.dictionary(
  hostile,
  fc.oneof(
    hostile,
    fc.array(hostile, { maxLength: 4 }),
    fc.dictionary(hostile, fc.oneof(hostile, fc.dictionary(hostile, hostile, { maxKeys: 3 }))),
    fc.constantFrom(120, 0, -7, true, false, null),
  ),
  { maxKeys: 8 },
);
const samples = fc.sample(bundles, { numRuns: 500, seed: 1 });

describe("the reader of JSON that a host has", () => {
  const documents = [...samples, "alone", "", 5, null, [], {}, [[[]]]].map((one, i) =>
    JSON.stringify(one, undefined, i % 3),
  );

  it("reads what JSON.stringify writes as jq does", () => {
    // Half a pair alone is refused by jq 1.6, in some places.
    const whole = documents.filter((text) => !/\\ud/.test(text));
    expect(whole.length).toBeGreaterThan(100);
    expect(readOnHost(whole)).toEqual(readByJq(whole));
  });

  it("reads halves of pairs as UTF-8 has them, and so as a file's sum counts them", () => {
    expect(readOnHost(documents)).toEqual(documents.map((text) => asText(JSON.parse(text))));
  });

  it("reads pairs that are written as two escapes, every short escape, and blanks anywhere", () => {
    expect(
      readOnHost(['\r\n\t{ "\\ud83d\\ude00" : [ "\\b\\f\\n\\r\\t\\/\\\\\\"" , "\\u00FC" ] } ']),
    ).toEqual([{ "😀": ['\b\f\n\r\t/\\"', "ü"] }]);
  });

  it("refuses a document that is cut at any place", () => {
    const bytes = Buffer.from(JSON.stringify(samples.slice(0, 12)));
    const cut = [...bytes.keys()].map((at) => bytes.toString("latin1", 0, at));
    const input = Buffer.from(cut.join("\0"), "latin1");
    const { stdout } = spawnSync("perl", ["-e", READ, READER], { input, encoding: "utf8" });
    expect(new Set(stdout.trimEnd().split("\n"))).toEqual(new Set(["refused"]));
    expect(stdout.trimEnd().split("\n")).toHaveLength(bytes.length);
    expect(readOnHost([bytes.toString()])).not.toEqual([undefined]);
  });

  it("takes what JSON.parse takes, and nothing else", () => {
    const letters = Array.from('{}[]:,"\\ue0123.-+tfn \x01');
    const spoilt = fc.sample(
      fc.tuple(fc.constantFrom(...samples), fc.nat(), fc.nat(1), fc.constantFrom(...letters)),
      { numRuns: 3000, seed: 2 },
    );
    const documents = spoilt
      .map(([one, where, taken, letter]) => {
        const text = JSON.stringify(one).replaceAll("\\u0000", "");
        const at = where % text.length;
        return text.slice(0, at) + letter + text.slice(at + taken);
      })
      .concat(
        "01",
        "1.",
        ".5",
        "-",
        "+1",
        "1e",
        "1e5",
        "-0.5E-3",
        "tru",
        "true",
        "nul",
        "'a'",
        "[1,]",
        "[,1]",
        '{"a":1,}',
      );
    const taken = documents.map((text) => {
      try {
        return JSON.parse(text) !== undefined;
      } catch {
        return false;
      }
    });
    expect(readOnHost(documents).map((read) => read !== undefined)).toEqual(taken);
    expect(new Set(taken).size).toBe(2);
  });
});

describe("JSON that a host prints", () => {
  it.each(["awk", "busybox awk"])("is the text again, by %s", (awk) => {
    const texts = [...Array(0x100).keys()]
      .filter((code) => code !== 0 && code !== 10)
      .map((code) => `a${String.fromCharCode(code)}b\\n"&${String.fromCharCode(code)}`);
    const printed = lines(
      "sh",
      ["-c", `. ${PART}; export LC_ALL=C; ${awk} "$json_awk"'{ print quoted($0) }'`],
      `${texts.join("\n")}\n`,
    );
    expect(printed.map((line): unknown => JSON.parse(line))).toEqual(texts);
  });

  it("needs no more than what a host's shell has", () => {
    expect(readFileSync(READER, "utf8")).not.toMatch(/^\s*(?:use|require)\s/m);
  });
});
