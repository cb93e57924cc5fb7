import { readFileSync } from "node:fs";
import { join } from "node:path";

import { between, exitCodesTable } from "../../../cli/lib/exit";
import { newProgram } from "../../../cli/main";

const RUNBOOK = readFileSync(join(__dirname, "../../../docs/runbook.md"), "utf8");
const PROGRAM = newProgram();

/** Every command line of the sh blocks of a page, without remarks. */
function commandsOf(page: string): string[] {
  return [...page.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].flatMap(([, block = ""]) =>
    block
      .split("\n")
      .map((line) => line.replace(/\s+#.*$/, "").trim())
      .filter((line) => line !== ""),
  );
}

/** What is wrong with a command line that runs the program, as far as verb, arguments and options go. */
function faultOf(line: string): string | undefined {
  const [, rest = ""] = line.split("npx active-response ");
  const words = (rest.match(/"[^"]*"|<[^>]*>|[^\s"]+/g) ?? []).map((word) =>
    word.replaceAll('"', ""),
  );
  const [name, ...more] = words.slice(
    0,
    words.findIndex((word) => /^[|>&]/.test(word)) + 1 || undefined,
  );
  const verb = PROGRAM.commands.find((command) => command.name() === name);
  if (!verb) return `there is no verb ${name ?? ""}`;
  let args = 0;
  for (let i = 0; i < more.length; i++) {
    const word = more[i] ?? "";
    if (!word.startsWith("-")) {
      args += 1;
      continue;
    }
    const option = verb.options.find(({ long, short }) => long === word || short === word);
    if (!option) return `${name ?? ""} has no option ${word}`;
    if (option.required) i += 1;
    else if (option.optional && more[i + 1]?.startsWith("-") === false) i += 1;
  }
  const [least, most] = [
    verb.registeredArguments.filter(({ required }) => required).length,
    verb.registeredArguments.some(({ variadic }) => variadic)
      ? Infinity
      : verb.registeredArguments.length,
  ];
  if (args < least || args > most) return `${name ?? ""} takes no ${args} arguments`;
  // isolate --print does nothing, and needs no reason.
  const missing = verb.options.find(
    ({ mandatory, long }) =>
      mandatory && !more.includes(long ?? "") && !(long === "--reason" && more.includes("--print")),
  );
  return missing ? `${name ?? ""} needs ${missing.long ?? ""}` : undefined;
}

const ours = commandsOf(RUNBOOK).filter((line) => line.includes("npx active-response "));

test("the runbook has commands of the program", () => {
  expect(ours.length).toBeGreaterThan(10);
});

test.each(ours)("%s", (line) => {
  expect(faultOf(line)).toBeUndefined();
});

test.each([
  ["npx active-response isolatr x", "there is no verb isolatr"],
  ["npx active-response isolate x", "isolate needs --reason"],
  ['npx active-response isolate --reason "a b"', "isolate takes no 0 arguments"],
  ["npx active-response status --nope", "status has no option --nope"],
  ["npx active-response unblock a b", "unblock takes no 2 arguments"],
])("a wrong command is seen: %s", (line, fault) => {
  expect(faultOf(line)).toBe(fault);
});

test("other commands of the runbook are few and known", () => {
  const others = commandsOf(RUNBOOK).filter((line) => !line.includes("npx active-response "));
  const known =
    /^(?:pulumi (?:up|cancel|destroy) --stack <stack>|pulumi config set --path (?:--secret )?wazuh-active-response:api\.\w+(?: \S+)?|git revert <commit>|tail -n 5 active-response\.<stack>\.journal\.jsonl|echo '\{.*\}' \| \/var\/ossec\/active-response\/bin\/custom-(?:release|unblock))$/;
  expect(others.filter((line) => !known.test(line))).toEqual([]);
});

test("the table of exit codes is that of the program; npx tsx tools/generate/runbookExitCodes.ts writes it anew", () => {
  expect(between(RUNBOOK, "exit codes", exitCodesTable())).toBe(RUNBOOK);
});
