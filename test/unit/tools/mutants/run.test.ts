import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { AREAS, areaOf } from "../../../../tools/mutants/areas";
import { filesBelow } from "../../../../tools/mutants/files";
import { Judged } from "../../../../tools/mutants/judged";
import { marked, placeOf } from "../../../../tools/mutants/marked";
import { placeAt, type Ended, type Verdict } from "../../../../tools/mutants/mutant";
import { optionsOf } from "../../../../tools/mutants/options";
import { Recorded } from "../../../../tools/mutants/record";
import { sampleOf } from "../../../../tools/mutants/sample";
import { printShare, shareOf } from "../../../../tools/mutants/share";

const ROOT = join(__dirname, "../../../..");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mutants-test-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const file = (name: string, text?: string): string => {
  const path = join(folder, name);
  if (text !== undefined) writeFileSync(path, text);
  return path;
};
const ended = (verdict: Verdict, what: string): Ended => ({
  file: "a.ts",
  line: 3,
  source: "return n <= 3;",
  column: 10,
  what,
  verdict,
});

describe("what is asked for", () => {
  it("has defaults", () => {
    expect(optionsOf(["lint"])).toEqual({
      areas: [areaOf("lint")],
      sample: 60,
      seed: 1,
      out: undefined,
      again: false,
      least: 0,
    });
    expect(optionsOf(["--help"])).toBeUndefined();
  });

  it("takes numbers, folders of tests and a path of an area", () => {
    const options = optionsOf(
      "--sample all --seed 0 --least 90 --again --tests test/unit/x policy/lint/rules/".split(" "),
    );
    expect(options?.sample).toBe(Infinity);
    expect([options?.seed, options?.least, options?.again]).toEqual([0, 90, true]);
    expect(options?.areas).toEqual([
      {
        name: "policy/lint/rules",
        of: ["policy/lint/rules"],
        endings: [".ts"],
        tests: ["test/unit/x"],
      },
    ]);
  });

  it.each([
    ["", "names no area; write one, such as lint"],
    [
      "policy/linter",
      '"policy/linter" is not a valid area; write lint, ossecConf, render, model, wazuh, awk, perl, shell, or a file or folder of one',
    ],
    ["--sample 0 lint", '--sample "0" is not a valid number; write one of 1 to 2147483648, or all'],
    ["--seed x lint", '--seed "x" is not a valid number; write one of 0 to 2147483648'],
    ["--least 101 lint", '--least "101" is not a valid number; write one of 0 to 100'],
  ])("%j: %s", (line, message) => {
    expect(() => optionsOf(line.split(" ").filter((word) => word !== ""))).toThrow(message);
  });

  it.each(AREAS.map(({ name }) => name))("%s has sources and tests in the project", (name) => {
    const { of, endings, tests } = areaOf(name);
    expect(filesBelow(ROOT, of, endings).length).toBeGreaterThan(5);
    for (const folder of tests)
      expect([folder, filesBelow(ROOT, [folder], [".test.ts"]).length > 0]).toEqual([folder, true]);
  });
});

it("draws a sample by its seed: a larger one begins with the smaller one", () => {
  const all = Array.from({ length: 50 }, (_, i) => i);
  const drawn = sampleOf(all, 10, 7);
  expect(new Set(drawn).size).toBe(10);
  expect(sampleOf(all, 20, 7).slice(0, 10)).toEqual(drawn);
  expect(sampleOf(all, 10, 8)).not.toEqual(drawn);
  expect([...sampleOf(all, Infinity, 7)].sort((a, b) => a - b)).toEqual(all);
});

it("says where a fault is, by the line's text", () => {
  expect(placeAt("a\n  if (x) y\n", 8)).toEqual({ line: 2, source: "if (x) y", column: 5 });
});

describe("the record of a run", () => {
  it("goes on from where it was stopped, and tries again what no test noticed", () => {
    const out = file("out.json");
    const first = new Recorded(out, false);
    for (const one of [ended("killed", "a"), ended("survived", "b"), ended("not reached", "c")])
      first.add(one);
    // A line that was written above it moves it, and no more.
    const moved = { ...ended("killed", "a"), line: 9 };
    expect(new Recorded(out, false).of(moved)).toEqual(ended("killed", "a"));
    expect(new Recorded(out, false).of(ended("survived", "b"))).toEqual(ended("survived", "b"));
    expect(new Recorded(out, true).of(moved)).toEqual(ended("killed", "a"));
    expect(new Recorded(out, true).of(ended("survived", "b"))).toBeUndefined();
    expect(new Recorded(out, true).of(ended("survived", "c"))).toBeUndefined();
    expect(JSON.parse(readFileSync(out, "utf8"))).toHaveLength(3);
  });

  it.each(["{", "{}", '[{"a":1}]'])("is not %s", (text) => {
    const out = file("out.json", text);
    expect(() => new Recorded(out, false)).toThrow(
      `--out ${out} is not a record of this tool; name another file`,
    );
  });
});

describe("the share that is noticed", () => {
  const HEAD = "file\tline\tfault\twhy it changes nothing\n";

  it("leaves out what was judged to change nothing", () => {
    const judged = new Judged(file("judged.tsv", `${HEAD}a.ts\treturn n <= 3;\tb\tn is never 3\n`));
    const verdicts: readonly (readonly [Verdict, string])[] = [
      ["killed", "a"],
      ["too slow", "a"],
      ["types", "a"],
      ["survived", "b"],
      ["survived", "c"],
      ["not reached", "d"],
      // Judged, but a test does notice it.
      ["killed", "b"],
    ];
    const share = shareOf(
      verdicts.map(([verdict, what]) => ended(verdict, what)),
      judged,
    );
    expect(share.left.map(({ what }) => what)).toEqual(["c", "d"]);
    expect(printShare("x", share)).toBe(
      "x: of 7 faults the tests noticed 3, the types 1; 1 change nothing, 2 are left: 66.7 % noticed",
    );
    expect(shareOf([], judged).percent).toBe(100);
  });

  it("wants a reason for each", () => {
    const path = file("judged.tsv", `${HEAD}a.ts\tx\tb\n`);
    expect(() => new Judged(path)).toThrow(`${path} has a line without a reason: a.ts\tx\tb`);
  });

  it("has a reason for each that is judged in this project, whose line is still there", () => {
    const rows = readFileSync(join(ROOT, "tools/mutants/judged.tsv"), "utf8").trimEnd().split("\n");
    expect(`${rows[0] ?? ""}\n`).toBe(HEAD);
    const gone = rows.slice(1).filter((row) => {
      const [path = "", source = "", what = "", why = ""] = row.split("\t");
      const lines = readFileSync(join(ROOT, path), "utf8").split("\n");
      return what === "" || why === "" || !lines.some((line) => line.trim() === source);
    });
    expect(gone).toEqual([]);
  });
});

describe("a mark in a program", () => {
  const LOG = "LOG";
  const ran = (name: string, text: string, command: readonly string[]): string[] => {
    const log = file(LOG, "");
    const program = file(name, marked(name, text, log));
    const [tool = "", ...options] = command;
    execFileSync(tool, [...options, program], { stdio: ["ignore", "pipe", "pipe"] });
    return readFileSync(log, "utf8").split("\n").slice(0, -1);
  };

  it.each(["mawk", "gawk"])("says that %s runs it", (awk) => {
    expect(
      ran("a.awk", "# x\nfunction f() { return 1 }\nEND { exit f() - 1 }\n", [awk, "-f"]),
    ).toEqual(["a.awk\t0"]);
  });

  it("says that perl runs it", () => {
    expect(ran("a.pl", "# x\nsub f { 1 }\n1;\n", ["perl"])).toEqual(["a.pl\t0"]);
  });

  it("says which functions of the shell run, and changes nothing", () => {
    const text = "#!/bin/sh\nset -eu\nf() {\n  false\n}\ng() { true; }\nh() (\n  g\n)\nh\n";
    expect(ran("a.sh", text, ["sh"])).toEqual(["a.sh\t0", "a.sh\t7", "a.sh\t6"]);
    const places = Array.from({ length: 10 }, (_, i) => placeOf("a.sh", text, i + 1));
    expect(places).toEqual([0, 0, 3, 3, 3, 6, 7, 7, 7, 0]);
    expect(placeOf("a.awk", text, 4)).toBe(0);
  });

  it("stands in none that is all comment", () => {
    expect(marked("a.sh", "# x\n", LOG)).toBe("# x\n");
  });
});
