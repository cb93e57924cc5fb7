import { keysOf, programOf, protocolOf } from "../../model/customScript";
import { finding, type Finding } from "../../model/finding";
import type { CustomResponse } from "../../model/response";
import type { Fault, FaultKind } from "../scripts/fault";
import { ofFault, placeOf, SAID, unread } from "../scripts/sayFault";
import { scriptFacts } from "../scripts/scriptFacts";
import type { Check, CodeFacts, Run } from "../check";
import { allOfKind } from "./ofKind";

const run: Run = ({ policy }) =>
  allOfKind(policy, "custom").flatMap(({ response, path }) => judge(response, path));

function judge(response: CustomResponse, path: string): Finding[] {
  const program = programOf(response);
  const text =
    program?.encoding === "base64"
      ? Buffer.from(program.content, "base64").toString("utf8")
      : program?.content;
  if (program === undefined || !text?.startsWith("#!")) return [];
  const { speaksKeys, understood, faults } = scriptFacts(text, (response.timeout ?? 0) > 0);
  const at = `${path}.${program.key}`;
  // What more files hold is not read.
  const known = faults.filter(({ kind }) => kind !== "never-undone" || !response.files?.length);
  if (protocolOf(response) === "own")
    return understood ? known.map((fault) => ofFault(fault, at)) : [unread(text, at)];
  const taken = known.filter(({ kind }) => kind === "takes-arguments");
  if (speaksKeys) {
    return [
      finding(
        "error",
        "speaks-keys",
        at,
        "check_keys",
        "is said by the script, and the runner has said it already: nobody answers the script",
        "write protocol: own, or leave check_keys to the runner and take it out of the script",
      ),
    ];
  }
  const mended = known.filter(({ kind }) => kind !== "takes-arguments");
  return [
    ...taken.map((fault) => ofFault(fault, at)),
    ...(response.protocol === undefined && mended.length > 0 ? [unsaid(mended, at, response)] : []),
  ];
}

function unsaid(faults: readonly Fault[], path: string, response: CustomResponse): Finding {
  const keys = (response.timeout ?? 0) > 0 ? ` with ${keysOf(response).join(", ")} as the key` : "";
  return finding(
    "warning",
    "runner-unsaid",
    path,
    faults.map(placeOf).join(", "),
    `does no harm under our runner, which is the default: it hands the script one message, closes its input, says check_keys for it${keys} and ends it in time; run by wazuh-execd itself the script would not work`,
    "write protocol: runner to say that this is meant",
  );
}

const stack = (script: string, more: string): string =>
  `responses:\n  - { kind: custom, rules: [5763], command: page, executable: page-operator, ${more}script: ${JSON.stringify(script)} }`;

const ofKind = (kind: FaultKind, what: string, script: string, more: string): CodeFacts => ({
  severity: SAID[kind][0],
  alone: true,
  doc: {
    what,
    why: `It ${SAID[kind][1]}.`,
    example: stack(script, more),
    instead: `${SAID[kind][2].replace(/^./, (c) => c.toUpperCase())}.`,
  },
});

/** Does a script speak with wazuh-execd, or with our runner, so that it neither hangs the host nor stays without effect? */
export const scriptProtocol: Check = {
  codes: {
    "reads-to-end": ofKind(
      "reads-to-end",
      "A script that speaks for itself reads its standard input to the end.",
      "#!/bin/sh\nINPUT=$(cat)\n",
      "protocol: own, ",
    ),
    "takes-arguments": ofKind(
      "takes-arguments",
      "A script takes arguments.",
      "#!/bin/sh\nread -r line\nACTION=$1\n",
      "",
    ),
    "prints-first": ofKind(
      "prints-first",
      "A script that speaks for itself, with a timeout, prints before check_keys.",
      "#!/bin/sh\nread -r line\necho got it\n",
      "protocol: own, timeout: 1h, ",
    ),
    "never-undone": ofKind(
      "never-undone",
      "A script that speaks for itself has a timeout, and never says check_keys.",
      "#!/bin/sh\nread -r line\n",
      "protocol: own, timeout: 1h, ",
    ),
    "no-time-limit": ofKind(
      "no-time-limit",
      "A script that speaks for itself may run without end.",
      "#!/bin/sh\nread -r line\ncurl -s https://page.example/ >/dev/null\n",
      "protocol: own, ",
    ),
    "script-unread": {
      severity: "note",
      alone: true,
      doc: {
        what: "A script that speaks for itself is in a language that lint does not read.",
        why: "Lint reads sh, bash and Python; of others it cannot say whether they hang wazuh-execd.",
        example: stack("#!/usr/bin/perl\nmy $line = <STDIN>;\n", "protocol: own, "),
        instead: "See to it by hand, or write `protocol: runner`.",
      },
    },
    "speaks-keys": {
      severity: "error",
      alone: true,
      doc: {
        what: "A script under our runner says check_keys itself.",
        why: "The runner has asked wazuh-execd already; the script would wait for an answer that nobody gives.",
        example: stack('#!/bin/sh\nread -r line\necho \'{"command":"check_keys"}\'\n', ""),
        instead: "Write `protocol: own`, or take check_keys out of the script.",
      },
    },
    "runner-unsaid": {
      severity: "warning",
      alone: true,
      doc: {
        what: "A script that works under our runner only does not say `protocol`.",
        why: "It reads to the end, prints, has no time limit, or leaves check_keys to others. Our runner, the default, is made for that; by itself the script would hang the host, or never be undone.",
        example: stack("#!/bin/sh\nINPUT=$(cat)\n", ""),
        instead: "Write `protocol: runner` to say that this is meant.",
      },
    },
  },
  run,
};
