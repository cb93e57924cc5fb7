import { programOf, protocolOf } from "../../model/customScript";
import { finding, type Finding } from "../../model/finding";
import type { BlockIp, CustomResponse, KillProcess } from "../../model/response";
import type { Check, Run } from "../check";
import { triggered } from "./triggered";

const run: Run = ({ policy }) => {
  const all = triggered(policy);
  return [
    ...scripts(
      all.flatMap(({ response, path }) => (response.kind === "custom" ? [{ response, path }] : [])),
    ),
    ...lists(
      all.flatMap(({ response, path }) =>
        response.kind === "kill-process" ? [{ response, path }] : [],
      ),
    ),
    ...times(
      all.flatMap(({ response, path }) =>
        response.kind === "block-ip" && response.backend !== "iptables" ? [{ response, path }] : [],
      ),
    ),
  ];
};

interface At<R> {
  readonly response: R;
  readonly path: string;
}

function scripts(customs: readonly At<CustomResponse>[]): Finding[] {
  return customs.flatMap(({ response, path }, i): Finding[] => {
    if (programOf(response) === undefined) return [];
    const other = customs
      .slice(0, i)
      .find(
        ({ response: one }) =>
          one.executable === response.executable &&
          programOf(one) !== undefined &&
          whatRuns(one) !== whatRuns(response),
      );
    if (!other) return [];
    const what =
      programOf(other.response)?.content === programOf(response)?.content
        ? "protocol, field, key, timeLimit or files"
        : "script";
    return [
      finding(
        "error",
        "executable-twice",
        `${path}.executable`,
        response.executable,
        `is given another ${what} at ${other.path}; a host has one file of that name`,
        "give each script its own file name",
      ),
    ];
  });
}

/** All that a host has of a custom response under the name of its executable. */
function whatRuns(response: CustomResponse): string {
  const { field, key, timeLimit, files } = response;
  const { content } = programOf(response) ?? {};
  return JSON.stringify([content, protocolOf(response), field, key, timeLimit, files]);
}

function lists(kills: readonly At<KillProcess>[]): Finding[] {
  const [first, ...more] = kills;
  return more
    .filter(
      ({ response }) => response.processes.join("\n") !== first?.response.processes.join("\n"),
    )
    .map(({ path, response }) =>
      finding(
        "note",
        "kill-lists-joined",
        `${path}.processes`,
        response.processes.join(", "),
        "is one list with that of the other kill-process responses: on a host that has both, each may end what either names",
        "nothing, if that is meant",
      ),
    );
}

function times(blocks: readonly At<BlockIp>[]): Finding[] {
  if (new Set(blocks.map(({ response }) => response.timeout)).size < 2) return [];
  return blocks
    .filter(({ response }) => response.groups?.length || response.level !== undefined)
    .map(({ path, response }) =>
      finding(
        "warning",
        "timeout-by-rule",
        `${path}.timeout`,
        response.timeout,
        "is found by the rule of the alert, because all block-ip responses share one executable; alerts that a group or level selects are blocked for the longest time of them all",
        "name the rules instead, or give all block-ip responses one timeout",
      ),
    );
}

/** Do responses that share an executable on a host still do what each of them says? */
export const sharedExecutables: Check = {
  codes: {
    "executable-twice": {
      severity: "error",
      doc: {
        what: "One executable has two different scripts.",
        why: "A host has one file of that name.",
        example:
          'responses:\n  - { kind: custom, rules: [5763], command: one, executable: page, script: "#!/bin/sh\\n" }\n  - { kind: custom, rules: [5712], command: two, executable: page, script: "#!/bin/sh\\n:\\n" }',
        instead: "Give each script its own file name.",
      },
    },
    "kill-lists-joined": {
      severity: "note",
      doc: {
        what: "Two `kill-process` responses have different lists.",
        why: "A host that has both has one list: each response may end what either names.",
        example:
          "responses:\n  - { kind: kill-process, rules: [100050], processes: [xmrig] }\n  - { kind: kill-process, rules: [80792], processes: [minerd] }",
        instead: "Nothing, if that is meant.",
      },
    },
    "timeout-by-rule": {
      severity: "warning",
      doc: {
        what: "A group or a level selects alerts for one of several `block-ip` responses with different times.",
        why: "They share one executable, which finds the time by the rule; what a group or a level selects is blocked for the longest of them.",
        example:
          "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h }\n  - { kind: block-ip, rules: [], groups: [web_scan], timeout: 2h }",
        instead: "Name the rules, or give all `block-ip` responses one timeout.",
      },
    },
  },
  run,
};
