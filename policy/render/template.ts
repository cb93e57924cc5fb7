import { readFileSync } from "node:fs";
import { join } from "node:path";

import Handlebars from "handlebars";

import { SCRIPTS } from "../scriptFolder";

const environment = Handlebars.create();
environment.registerHelper("sh", (value: unknown): string => quote(value));

/** Quotes a value for POSIX sh: the only way by which a value enters a script. */
function quote(value: unknown): string {
  if (typeof value !== "string" && typeof value !== "number") {
    throw new Error(`a script's value is ${typeof value}; it must be a text or a number`);
  }
  return `'${String(value).replaceAll("'", "'\\''")}'`;
}

/** Text of a file below scripts/. */
export function scriptText(path: string): string {
  return readFileSync(join(SCRIPTS, path), "utf8");
}

/**
 * Renders a template below scripts/. Strict: a value that the view does not have is an error.
 * @throws Error naming what is missing.
 */
export function renderTemplate(
  path: string,
  view: Readonly<Record<string, string | number>>,
): string {
  const render = environment.compile(scriptText(path), {
    strict: true,
    noEscape: true,
    knownHelpersOnly: true,
    knownHelpers: { sh: true },
  });
  return render(view);
}
