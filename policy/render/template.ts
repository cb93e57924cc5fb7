import { readFileSync } from "node:fs";
import { join } from "node:path";

import Handlebars from "handlebars";

import { formed } from "./form";
import { SCRIPTS } from "./scriptFolder";

const environment = Handlebars.create();
environment.registerHelper("sh", (value: unknown): string => quote(value));
environment.registerHelper("part", (name: unknown): string => quotable(name));

/** Quotes a value for POSIX sh: the only way by which a value enters a script. */
export function quote(value: unknown): string {
  if (typeof value !== "string" && typeof value !== "number") {
    throw new Error(`a script's value is ${typeof value}; it must be a text or a number`);
  }
  return `'${String(value).replaceAll("'", "'\\''")}'`;
}

/** A part for a script, in which a program is between two single quotes. */
function quotable(name: unknown): string {
  const text = partText(name);
  if (/\.(?:awk|pl)$/.test(String(name)) && text.includes("'")) {
    throw new Error(
      `scripts/${pathOf(String(name))} contains a single quote, but is put between two in the script`,
    );
  }
  return text;
}

/** Where a part is below scripts/: in responses/, where its name has no folder. */
function pathOf(name: string): string {
  return name.includes("/") ? name : `responses/${name}`;
}

/** A file of scripts that is written into a script; without comments and indentation, so that a host's bundle stays small. */
function partText(name: unknown): string {
  if (typeof name !== "string")
    throw new Error(`a part's name is ${typeof name}; it must be a text`);
  const path = pathOf(name);
  const lines = formed(path, scriptText(path)).trimEnd().split("\n");
  const text = lines
    // What is said to shellcheck of one command holds in the script, too.
    .filter((line) => !/^\s*(?:#(?! shellcheck disable=)|$)/.test(line))
    .map((line) => line.trimStart())
    .join("\n");
  return text;
}

/**
 * An awk program of files of scripts/responses, for `awk -f`: a shell that starts need not read it.
 * @param names files, in any order: awk knows all functions before it begins.
 */
export function awkProgram(names: readonly string[]): string {
  return program(names);
}

/** A program in perl of files of scripts/, in their order in it. */
export function perlProgram(names: readonly string[]): string {
  return program(names);
}

function program(names: readonly string[]): string {
  const first = "# Rendered; edit the stack, not this file.";
  return [first, ...names.map(partText), ""].join("\n");
}

/**
 * What a template ends with whatever its values are: all behind the line of its last value.
 * @param path of a template below scripts/ that has its values at its top, and then parts only.
 */
export function constantEnd(path: string): string {
  const source = scriptText(path);
  const last = source.lastIndexOf("{{sh ");
  return compile(last < 0 ? source : source.slice(source.indexOf("\n", last) + 1))({});
}

/** Text of a file below scripts/. */
export function scriptText(path: string): string {
  return readFileSync(join(SCRIPTS, path), "utf8");
}

/**
 * Renders a template below scripts/. Strict: a value that the view does not have is an error. `{{sh value}}` quotes a
 * value, `{{part "file"}}` writes a file of scripts/responses in.
 * @throws Error naming what is missing.
 */
export function renderTemplate(
  path: string,
  view: Readonly<Record<string, string | number>>,
): string {
  return compile(formed(path, scriptText(path)))(view);
}

function compile(source: string): Handlebars.TemplateDelegate {
  return environment.compile(source, {
    strict: true,
    noEscape: true,
    knownHelpersOnly: true,
    knownHelpers: { sh: true, part: true },
  });
}
