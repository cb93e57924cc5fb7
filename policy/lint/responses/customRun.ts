import { programOf, protocolOf } from "../../model/customScript";
import { isFieldName } from "../../model/fieldName";
import { finding, type Finding, type Severity } from "../../model/finding";
import type { CustomResponse } from "../../model/response";
import type { Check, Run } from "../check";
import { allOfKind } from "./ofKind";

const run: Run = ({ policy }) =>
  allOfKind(policy, "custom").flatMap(({ response, path }) => [
    ...protocol(response, path),
    ...limit(response, path),
    ...fields(response, path),
    ...files(response, path),
  ]);

const at =
  (code: string, path: string, value: unknown) =>
  (severity: Severity, reason: string, instead: string): Finding[] => [
    finding(severity, code, path, JSON.stringify(value), reason, instead),
  ];

function protocol(response: CustomResponse, path: string): Finding[] {
  const found =
    response.protocol === "runner" && programOf(response) === undefined
      ? at("runner-without-script", `${path}.protocol`, "runner")(
          "error",
          "has nothing to run: the stack brings neither script nor a file that is named as the executable",
          "give the script, or write protocol: own for an executable that the hosts have",
        )
      : [];
  const own = protocolOf(response) === "own";
  const unread = [
    ...(own ? (["field", "key", "timeLimit"] as const) : []),
    ...(!own && !response.timeout ? (["key"] as const) : []),
  ].filter((key) => response[key] !== undefined);
  return [
    ...found,
    ...unread.flatMap((key) =>
      at("runner-only", `${path}.${key}`, response[key])(
        "warning",
        own
          ? "is read by our runner alone, and this script speaks for itself"
          : "means nothing without a timeout: nothing is undone",
        own ? "leave it out, or write protocol: runner" : "leave it out, or give a timeout",
      ),
    ),
  ];
}

function limit({ timeLimit }: CustomResponse, path: string): Finding[] {
  if (timeLimit === undefined || (timeLimit > 0 && timeLimit <= 60)) return [];
  const say = at("time-limit", `${path}.timeLimit`, timeLimit);
  return timeLimit === 0
    ? say("error", "leaves the script no time", "write 1s to 60s")
    : say(
        "warning",
        "is longer than a minute: as long as the script runs, no other response of the host does",
        "let the script leave its work in the background, or write at most 60s",
      );
}

function fields(response: CustomResponse, path: string): Finding[] {
  return (["field", "key"] as const).flatMap((key) =>
    (response[key] ?? []).flatMap((name, i) =>
      isFieldName(name)
        ? []
        : at("field-name", `${path}.${key}[${i}]`, name)(
            "error",
            "is not the name of a field of an alert",
            "write its path with dots, as win.eventdata.ipAddress, without data. before it",
          ),
    ),
  );
}

function files({ executable, script, files: given = [] }: CustomResponse, path: string): Finding[] {
  return given.flatMap(({ name, content, base64 }, i): Finding[] => {
    const say = at("custom-file", `${path}.files[${i}]`, name);
    if (!/^[A-Za-z0-9_][\w.+-]{0,99}$/.test(name) || name.includes(".."))
      return say(
        "error",
        "is not a file name",
        "write letters, digits and . _ + - only, without a folder",
      );
    if (given.findIndex((other) => other.name === name) !== i)
      return say("error", "is given twice", "give each file its own name");
    if (name === executable && script !== undefined)
      return say(
        "error",
        "stands in the place of script, which is given too",
        "leave one of them out",
      );
    if ((content === undefined) === (base64 === undefined))
      return say("error", "needs its text or its bytes", "write either content or base64");
    if (base64 !== undefined && !isBase64(base64))
      return say("error", "is not valid base64", "write what base64 -w 0 FILE prints");
    return [];
  });
}

function isBase64(text: string): boolean {
  const whole = text.replace(/\s/g, "");
  return whole.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(whole);
}

const CUSTOM =
  'responses:\n  - { kind: custom, rules: [5763], command: page, executable: page-operator, script: "#!/bin/sh\\n", ';

/** Can a custom response be run as it is asked for: by whom, for how long, with which fields and files? */
export const customRun: Check = {
  codes: {
    "runner-without-script": {
      severity: "error",
      alone: true,
      doc: {
        what: "`protocol: runner` of a response that brings no script.",
        why: "The runner takes the name of the executable, so that it would have nothing to run.",
        example:
          "responses:\n  - { kind: custom, rules: [5763], command: page, executable: host-deny, protocol: runner }",
        instead: "Give the script, or write `protocol: own`.",
      },
    },
    "runner-only": {
      severity: "warning",
      alone: true,
      doc: {
        what: "`field`, `key` or `timeLimit` where nobody reads it.",
        why: "Only our runner reads them: a script with `protocol: own` is not checked against any list and has no time limit; without a timeout there is no key.",
        example: `${CUSTOM}protocol: own, timeLimit: 5s }`,
        instead: "Leave it out, or write `protocol: runner`.",
      },
    },
    "time-limit": {
      severity: ["error", "warning"],
      alone: true,
      doc: {
        what: "`timeLimit` is 0, or longer than a minute.",
        why: "As long as a script runs, wazuh-execd runs no other response of the host.",
        example: `${CUSTOM}timeLimit: 5m }`,
        instead: "Write 1s to 60s, and leave long work in the background.",
      },
    },
    "field-name": {
      severity: "error",
      alone: true,
      doc: {
        what: "`field` or `key` holds what is not the name of a field.",
        why: "The runner would find it in no alert, and refuse them all.",
        example: `${CUSTOM}field: ["data/srcip"] }`,
        instead: "Write its path with dots, as `win.eventdata.ipAddress`.",
      },
    },
    "custom-file": {
      severity: "error",
      alone: true,
      doc: {
        what: "An entry of `files` cannot be a file of its own.",
        why: "Its name, or what it holds, is missing, given twice, or broken.",
        example: `${CUSTOM}files: [{ name: lib.py }] }`,
        instead: "Give each a name, and either `content` or `base64`.",
      },
    },
  },
  run,
};
