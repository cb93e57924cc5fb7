import { programOf } from "../../model/customScript";
import { OUR_EXECUTABLES } from "../../model/kinds/traitsOf";
import { finding, type Finding, type Severity } from "../../model/finding";
import type { CustomResponse } from "../../model/response";
import { STOCK_EXECUTABLES, STOCK_EXECUTABLES_5 } from "../../wazuh/stock/stockExecutables";
import { shapeOfScript } from "../scripts/shapeOfScript";
import type { Check, Run } from "../check";
import { allOfKind } from "./ofKind";

const run: Run = ({ policy }) =>
  allOfKind(policy, "custom").flatMap(({ response, path }) => [
    ...executable(response, path),
    ...script(response, path),
    ...args(response, path),
    ...tools(response, path),
  ]);

const at =
  (code: string, path: string, value: string) =>
  (severity: Severity, reason: string, instead: string): Finding[] => [
    finding(severity, code, path, JSON.stringify(value), reason, instead),
  ];

function executable(response: CustomResponse, path: string): Finding[] {
  const { executable: name } = response;
  const text = programOf(response);
  const say = at("executable", `${path}.executable`, name);
  if (!/^[A-Za-z0-9_][\w.+-]{0,99}$/.test(name) || name.includes("..")) {
    return say(
      "error",
      "is not the name of a file under active-response/bin; Wazuh accepts neither a path nor arguments there, and ignores it silently",
      "write the file name alone, and arguments under extraArgs",
    );
  }
  if (OUR_EXECUTABLES.has(name)) {
    return say("error", "is the name of one of our executables", "choose another name");
  }
  if (text !== undefined && STOCK_EXECUTABLES.has(name)) {
    return say(
      "error",
      "is an executable of Wazuh itself; the script would overwrite it, and the next upgrade the script",
      "choose another name",
    );
  }
  if (text !== undefined && STOCK_EXECUTABLES_5.has(name)) {
    return say(
      "error",
      "is an executable of Wazuh 5, which has no white list; the upgrade of an agent would put it in the place of the script",
      "choose another name",
    );
  }
  if (text === undefined && !STOCK_EXECUTABLES.has(name)) {
    return say(
      "warning",
      "has no script here and is not an executable of a stock install; where it is missing, nothing runs, silently",
      "give its text under script, or make sure that every agent has it",
    );
  }
  return [];
}

function script(response: CustomResponse, path: string): Finding[] {
  const { content: text, encoding, key } = programOf(response) ?? {};
  // Bytes may be a program of the machine.
  if (text === undefined || key === undefined || encoding !== undefined) return [];
  const say = at("script", `${path}.${key}`, text.slice(0, 40));
  return shapeOfScript(text).flatMap(([severity, reason, instead]) =>
    say(severity, reason, instead),
  );
}

function args({ extraArgs }: CustomResponse, path: string): Finding[] {
  // After the last one comes the closing tag, whose < a backslash would take for text.
  const last = (extraArgs ?? []).length - 1;
  return (extraArgs ?? []).flatMap((arg, i) =>
    /^[^\s<]+$/.test(arg) && !/-->|!>|\p{Cc}/u.test(arg) && !(i === last && arg.endsWith("\\"))
      ? []
      : at("extra-args", `${path}.extraArgs[${i}]`, arg)(
          "error",
          "cannot be a single argument: Wazuh splits at blanks, and < > marks or a \\ at the end end its file",
          "write it without blanks, <, --> and !>, and no \\ at the end",
        ),
  );
}

function tools({ tools: names }: CustomResponse, path: string): Finding[] {
  return (names ?? []).flatMap((tool, i) =>
    /^[\w.+-]+$/.test(tool)
      ? []
      : at("tool-name", `${path}.tools[${i}]`, tool)(
          "error",
          "is not the name of an executable",
          "write the name alone, such as jq",
        ),
  );
}

/** Can wazuh-execd run the executable of a custom response, and with these arguments? */
export const customScripts: Check = {
  codes: {
    executable: {
      severity: ["error", "warning"],
      alone: true,
      doc: {
        what: "The executable of a custom response cannot be run, is somebody else's, or may be missing.",
        why: "wazuh-execd runs a file of active-response/bin by its name alone; it silently skips what it does not find.",
        example:
          'responses:\n  - { kind: custom, rules: [5763], command: page, executable: bin/page, script: "#!/bin/sh\\n" }',
        instead: "Write a file name of your own without a path, and its text under `script`.",
      },
    },
    script: {
      severity: ["error", "warning"],
      alone: true,
      doc: {
        what: "The script of a custom response cannot be run as it is.",
        why: "Without a first line that names the interpreter, wazuh-execd logs nothing and runs nothing.",
        example:
          'responses:\n  - { kind: custom, rules: [5763], command: page, executable: page-operator, script: "echo hello\\n" }',
        instead: "Begin it with `#!/bin/sh`, and use LF line endings.",
      },
    },
    "extra-args": {
      severity: "error",
      alone: true,
      doc: {
        what: "An entry of `extraArgs` cannot be a single argument.",
        why: "Wazuh splits at blanks, and a `<` or the end of a comment ends its file.",
        example:
          'responses:\n  - { kind: custom, rules: [5763], command: page, executable: page-operator, script: "#!/bin/sh\\n", extraArgs: ["two words"] }',
        instead: "Write each argument as its own entry, without blanks, `<`, `-->` and `!>`.",
      },
    },
    "tool-name": {
      severity: "error",
      alone: true,
      doc: {
        what: "An entry of `tools` is not the name of an executable.",
        why: "The installer looks for it on each host before anything is changed.",
        example:
          'responses:\n  - { kind: custom, rules: [5763], command: page, executable: page-operator, script: "#!/bin/sh\\n", tools: ["jq -r"] }',
        instead: "Write the name alone, such as `jq`.",
      },
    },
  },
  run,
};
