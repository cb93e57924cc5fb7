import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { programs } from "../../../policy/bundle/programs";
import { installerFor } from "../../../policy/bundle/installer";
import { awkProgram } from "../../../policy/render/template";
import { AWKS, runAwk } from "../../interpreters";

const RESPONSES = join(__dirname, "../../../scripts/responses");

/** Programs of awk as a shell script holds them: between quotes, or, where a variable goes before, behind it. */
function embedded(script: string): string[] {
  const readers = [...script.matchAll(/^\s*(\w+_awk)='([^']*)'/gm)];
  const known = new Map(readers.map(([, name = "", text = ""]) => [name, text]));
  const found = script.matchAll(
    /(?<![\w'"])awk (?:[^'"|\n\\]|\\\n|'\\t'|"\$?[\w{][^" ]*"(?= [^|]))*("\$\w+")?('[^']*')?/g,
  );
  return [...found].flatMap(([, variable = "", text = ""]) => {
    const before = known.get(variable.slice(2, -1)) ?? "";
    return variable === "" && text === "" ? [] : [before + "\n" + text.slice(1, -1)];
  });
}

/** The installer up to its part in perl. */
function shellOf(role: "agent" | "master"): string {
  return installerFor(role).replace(/^exit\n#![^]*/m, "");
}

const PROGRAMS: readonly (readonly [string, string])[] = [
  ...programs().flatMap(({ name, text }) =>
    name.endsWith(".awk")
      ? [[name, text] as const]
      : embedded(text).map((program, i) => [`${name}, ${i + 1}`, program] as const),
  ),
  ...["services/20-graylog.sh", "server/set-up-agent.sh.hbs"].flatMap((name) =>
    embedded(readFileSync(join(RESPONSES, "..", name), "utf8")).map(
      (program, i) => [`${name}, ${i + 1}`, program] as const,
    ),
  ),
  ...(["agent", "master"] as const).flatMap((role) =>
    embedded(shellOf(role)).map(
      (program, i) => [`the installer of the ${role}, ${i + 1}`, program] as const,
    ),
  ),
];

describe.each(AWKS)("%s", (_name, awk) => {
  // All of it is read before its first BEGIN ends it. An END would be run all the same.
  it.each(PROGRAMS)("takes %s", (_program, text) => {
    expect(runAwk(awk, `BEGIN { exit }\n${text.replace(/\bEND \{/g, "BEGIN {")}`)).toBe("");
  });

  it("takes each part by itself", () => {
    const parts = readdirSync(RESPONSES).filter((name) => name.endsWith(".awk"));
    expect(parts.length).toBeGreaterThan(10);
    for (const part of parts) expect(runAwk(awk, `BEGIN { exit }\n${awkProgramOf(part)}`)).toBe("");
  });
});

/** A part alone: what it calls of others is only named, which gawk wants defined. */
function awkProgramOf(part: string): string {
  const defined = new Set(
    [...readFileSync(join(RESPONSES, part), "utf8").matchAll(/^function (\w+)/gm)].map(
      ([, name]) => name,
    ),
  );
  const others = readdirSync(RESPONSES)
    .filter((name) => name.endsWith(".awk") && name !== part)
    .flatMap((name) => [
      ...readFileSync(join(RESPONSES, name), "utf8").matchAll(/^function (\w+)\(([^)]*)\)/gm),
    ])
    .filter(([, name]) => !defined.has(name))
    .map(([, name, parameters]) => `function ${name}(${parameters}) { return "" }`);
  return [awkProgram([part]), ...new Set(others)].join("\n");
}

it("finds the programs of every script and of the installer", () => {
  const names = PROGRAMS.map(([name]) => name.replace(/, \d+$/, ""));
  const count = (name: string): number => names.filter((one) => one === name).length;
  expect([...new Set(names)].sort()).toEqual([
    "custom-isolate.sh",
    "custom-release.sh",
    "custom-runner.awk",
    "custom-runner.sh",
    "custom-unblock.sh",
    "guarded-block-ip.awk",
    "guarded-disable-account.sh",
    "guarded-names.sh",
    "guarded-tables.sh",
    "kill-malicious-process.sh",
    "observe.sh",
    "server/set-up-agent.sh.hbs",
    "services/20-graylog.sh",
    "the installer of the agent",
    "the installer of the master",
  ]);
  const written = (text: string): number =>
    text.split("\n").filter((line) => /(?:^|[\s(|])awk [-'"]/.test(line) && !/^\s*#/.test(line))
      .length;
  expect(count("the installer of the master")).toBe(written(shellOf("master")));
  expect(count("the installer of the agent")).toBe(written(shellOf("agent")));
});
