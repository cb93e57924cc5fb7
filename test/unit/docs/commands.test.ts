import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Command } from "commander";

import { newProgram } from "../../../cli/main";
import { inlineCode, readPages, ROOT } from "./pages";

const SHELL = new Set(["sh", "bash", "console", ""]);

/** Every command that the pages tell a reader to type: lines of blocks, and code in the text. */
const commands = readPages().flatMap(({ lines }) =>
  lines.flatMap((line) => {
    const typed = SHELL.has(line.language ?? "-") ? [line.text] : inlineCode(line);
    return typed.flatMap(simpleCommands).map((words) => ({ at: line.at, words }));
  }),
);

/** Words of each command of a line: cut at pipes, redirections and the like, quotes taken off. */
function simpleCommands(line: string): readonly (readonly string[])[] {
  const words = line.match(/'[^']*'|"[^"]*"|\d?>>?|<(?![\w-]+>)|[|;&]+|[^\s|;&'"]+/g) ?? [];
  const all: string[][] = [[]];
  for (const word of words) {
    if (word === "#" || word.startsWith("#")) break;
    if (/^[|;&]+$|^\d?>>?$|^<$/.test(word)) all.push([]);
    else all.at(-1)?.push(word.replace(/^(['"])(.*)\1$/, "$2"));
  }
  return all.filter((one) => one.length > 0);
}

/** Commands of a program, without what stands before its name. */
function callsOf(name: string): readonly { at: string; args: readonly string[] }[] {
  return commands.flatMap(({ at, words }) => {
    const first = words[0] === "npx" || words[0] === "sudo" || words[0] === "$" ? 1 : 0;
    return words[first] === name && words.length > first + 1
      ? [{ at, args: words.slice(first + 1) }]
      : [];
  });
}

function faultOf(program: Command, [verb = "", ...rest]: readonly string[]): string | undefined {
  // `<verb>` and `...` stand for something that the reader puts in.
  if (/^[<.…]/.test(verb)) return undefined;
  const command = program.commands.find((one) => one.name() === verb);
  if (!command) return `there is no verb ${verb}`;
  const known = command.options.flatMap(({ long, short }) => [long, short]);
  const unknown = rest
    .filter((word) => /^--?[a-z]/.test(word))
    .map((word) => word.split("=")[0] ?? "")
    .filter((word) => !known.includes(word) && word !== "--help" && word !== "-h");
  return unknown.length === 0 ? undefined : `${verb} has no option ${unknown.join(", ")}`;
}

describe("commands in the pages", () => {
  it("active-response: name a verb and options that exist", () => {
    const calls = callsOf("active-response");
    expect(calls.length).toBeGreaterThan(5);
    const wrong = calls.flatMap(({ at, args }) => {
      const fault = faultOf(newProgram(), args);
      return fault === undefined ? [] : [`${at}: active-response ${args.join(" ")}: ${fault}`];
    });
    expect(wrong).toEqual([]);
  });

  it("and would be found wrong, if they were", () => {
    expect(faultOf(newProgram(), ["lnit"])).toBe("there is no verb lnit");
    expect(faultOf(newProgram(), ["lint", "--stakc", "prod"])).toBe("lint has no option --stakc");
    expect(faultOf(newProgram(), ["check", "--fix", "-s", "prod"])).toBeUndefined();
    expect(simpleCommands("active-response lint --json | jq '.a | .b' > x")).toEqual([
      ["active-response", "lint", "--json"],
      ["jq", ".a | .b"],
      ["x"],
    ]);
  });

  it("npm run: name a script of package.json", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const runs = callsOf("npm").filter(({ args }) => args[0] === "run");
    expect(runs.length).toBeGreaterThan(1);
    const wrong = runs.filter(({ args }) => !Object.hasOwn(scripts, args[1] ?? ""));
    expect(wrong).toEqual([]);
  });

  it("tsx and bash: name a file that exists", () => {
    const files = [...callsOf("tsx"), ...callsOf("bash")].flatMap(({ at, args }) => {
      const file = args.find((word) => /\.(?:ts|sh)$/.test(word));
      return file === undefined ? [] : [{ at, file }];
    });
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter(({ file }) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});
