import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Command } from "commander";

import { EXIT_MEANINGS } from "../../cli/lib/exit";
import { newProgram } from "../../cli/main";

const BEGIN = "<!-- verbs: begin -->\n";
const END = "<!-- verbs: end -->";

/** The verbs of the command line with their summaries as a table in Markdown, in the order of the help. */
export function verbsTable(program: Command): string {
  const rows = program.commands.map((verb) => {
    const words = verb.registeredArguments.map((argument) => {
      const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
      return argument.required ? ` <${name}>` : ` [${name}]`;
    });
    return `| \`${verb.name()}${words.join("")}\` | ${(verb.summary() || verb.description()).replaceAll("|", "\\|")} |\n`;
  });
  return `| verb | what it does |\n|---|---|\n${rows.join("")}`;
}

/** What each exit code means, as a list. */
function exitCodes(): string {
  const codes = Object.entries(EXIT_MEANINGS).map(([code, meaning]) => `- ${code}: ${meaning}`);
  return `Exit codes are the same for all:\n\n${codes.join("\n")}\n`;
}

/**
 * The README with the table of today's verbs between its two markers.
 * @throws Error where the markers are not there.
 */
export function withVerbs(readme: string, program: Command): string {
  const [head, rest] = readme.split(BEGIN);
  const tail = rest?.slice(rest.indexOf(END));
  if (head === undefined || !tail?.startsWith(END)) {
    throw new Error(
      `README.md has no ${BEGIN.trim()} and ${END}; put them where the table belongs`,
    );
  }
  return `${head}${BEGIN}${verbsTable(program)}\n${exitCodes()}${tail}`;
}

// Writes the table of verbs in README.md. A test compares it with the command line.
if (require.main === module) {
  const file = join(__dirname, "../../README.md");
  writeFileSync(file, withVerbs(readFileSync(file, "utf8"), newProgram()));
}
