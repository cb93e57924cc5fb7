import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { programs } from "../../../policy/bundle/programs";
import { askProgram } from "../../../policy/bundle/installer";
import { perlProgram } from "../../../policy/render/template";

const SCRIPTS = join(__dirname, "../../../scripts");

/** Every function that a file in perl of scripts/ defines. */
const DEFINED = new Set(
  readdirSync(SCRIPTS, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".pl"))
    .flatMap((name) => defined(readFileSync(join(SCRIPTS, name), "utf8"))),
);

function defined(text: string): string[] {
  return [...text.matchAll(/^\s*sub (\w+)/gm)].map(([, name = ""]) => name);
}

const PROGRAMS: readonly (readonly [string, string])[] = [
  ...programs().flatMap(({ name, text }) => (name.endsWith(".pl") ? [[name, text] as const] : [])),
  ["the installer's of an agent", askProgram("agent")],
  ["the installer's of a manager", askProgram("manager")],
];

// Perl says that a function is not there when it is called, and not before.
it.each(PROGRAMS)("%s has every function that it calls", (_, text) => {
  const here = new Set(defined(text));
  const called = [...text.matchAll(/(?<![\w$@%>&{:-])(\w+)\(/g)].map(([, name = ""]) => name);
  const ours = called.filter((name) => DEFINED.has(name));
  expect(ours.length).toBeGreaterThan(5);
  expect([...new Set(ours)].filter((name) => !here.has(name))).toEqual([]);
});

it.each(PROGRAMS)("%s is taken by perl", (_, text) => {
  // The parts of the installer stand behind __END__, and are compiled when they are asked for (askPerl.test.ts).
  expect(() => execFileSync("perl", ["-c"], { input: text, stdio: "pipe" })).not.toThrow();
});

// A part that nothing calls, such as the one that begins, would be missed by no other.
it.each([
  ["guarded-block-ip.awk", "guarded-block-ip.awk"],
  ["custom-runner.awk", "custom-runner.awk"],
  ["custom-isolate.pl", "isolate.pl"],
])("%s has the part that begins, %s", (program, part) => {
  const text = programs().find(({ name }) => name === program)?.text ?? "";
  const [, ...lines] = perlProgram([part]).trimEnd().split("\n");
  expect(lines.length).toBeGreaterThan(10);
  expect(text).toContain(lines.join("\n"));
});

it("knows programs in perl", () => {
  expect(PROGRAMS.map(([name]) => name)).toContain("custom-isolate.pl");
});
