import { programOf, protocolOf } from "../../model/customScript";
import type { Fleet } from "../../model/fleet";
import { areApart } from "./apart";
import { stepsOf } from "../../render/responses/blockLimits";
import { finding, type Finding } from "../../model/finding";
import { isOurs } from "../../model/kinds/blockIp";
import type { Kind, ResponseOf } from "../../model/kinds/registry";
import type { BlockIp, CustomResponse, KillProcess, Response } from "../../model/response";
import type { Check, Run } from "../check";
import { allOfKind, type At } from "./ofKind";

/** What becomes of several responses of a kind on one host; in the order in which it is said. */
const TOGETHER: { readonly [Name in Kind]: Together<ResponseOf<Name>> } = {
  custom: { judge: scripts },
  "kill-process": { judge: lists },
  "block-ip": { judge: times },
  // The accounts to spare are joined, which spares more.
  "disable-account": { judge: () => [] },
  // A second one is an error of its own.
  "isolate-host": { judge: () => [] },
};

interface Together<Response> {
  judge(all: readonly At<Response>[], fleet: Fleet): readonly Finding[];
}

const run: Run = ({ policy, fleet }) =>
  (Object.keys(TOGETHER) as Kind[]).flatMap((name) => {
    const kind: Together<Response> = TOGETHER[name];
    return kind.judge(allOfKind(policy, name), fleet);
  });

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
        "is shared with the other kill-process responses: on a host that has both, each may end what either names",
        "nothing, if that is intended",
      ),
    );
}

function times(all: readonly At<BlockIp>[], fleet: Fleet): Finding[] {
  const blocks = all.filter(({ response }) => isOurs(response));
  return blocks
    .filter(({ response }) => response.groups?.length || response.level !== undefined)
    .filter(({ response }) =>
      blocks.some(
        ({ response: other }) =>
          stepsOf(other).join() !== stepsOf(response).join() && !areApart(other, response, fleet),
      ),
    )
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
        instead: "Nothing, if that is intended.",
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
