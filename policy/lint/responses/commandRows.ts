import { finding, type Finding } from "../../model/finding";
import {
  commandOf,
  rowsOf,
  wireName,
  type CommandRow,
  type PolicyRow,
} from "../../render/commands";
import { FIXED_WIRE_NAMES } from "../../wazuh/stock/stockExecutables";
import type { Check, Run } from "../check";

interface Row extends PolicyRow {
  readonly path: string;
}

const run: Run = ({ policy }) => {
  const rows = rowsOf(policy).map((row) => ({ ...row, path: `responses[${row.index}]` }));
  return rows.flatMap((row, i): Finding[] => {
    const before = rows.slice(0, i);
    const named = before.find((other) => other.name === row.name && !sameCommand(other, row));
    if (named) return [twoMeanings(row, named)];
    const wired = before.find((other) => collide(other, row));
    if (wired) return [collision(row, wired)];
    return FIXED_WIRE_NAMES.has(wireName(row)) ? [restarts(row)] : [];
  });
};

// A fallback has the wire name of its response by intent, and of every other response of the same command.
function collide(a: PolicyRow, b: PolicyRow): boolean {
  if (a.name === b.name || wireName(a) !== wireName(b)) return false;
  const command = (row: PolicyRow): string => commandOf(row.response).name;
  return !(a.fallback !== b.fallback && command(a) === command(b));
}

function sameCommand(a: CommandRow, b: CommandRow): boolean {
  return (
    a.executable === b.executable &&
    a.timeoutAllowed === b.timeoutAllowed &&
    (a.extraArgs ?? "") === (b.extraArgs ?? "")
  );
}

function twoMeanings(row: Row, other: Row): Finding {
  return finding(
    "error",
    "command-defined-twice",
    `${row.path}.command`,
    row.name,
    `is another command at ${other.path} (executable ${other.executable}${other.timeoutAllowed ? ", with" : ", without"} timeout); the first of a name wins, silently`,
    "give each its own command name",
  );
}

function collision(row: Row, other: Row): Finding {
  return finding(
    "error",
    "wire-name-collision",
    `${row.path}.command`,
    row.name,
    `with timeout ${row.timeout} is called ${wireName(row)} on the wire, and so is ${other.name} with timeout ${other.timeout} (${other.path}); agents cannot tell them apart`,
    "choose another command name or timeout",
  );
}

function restarts(row: Row): Finding {
  return finding(
    "error",
    "wire-name-collision",
    `${row.path}.command`,
    row.name,
    `is called ${wireName(row)} on the wire, by which every agent restarts Wazuh`,
    "choose another command name",
  );
}

/** Does each command mean one thing in the whole fleet: one definition a name, one row a wire name? */
export const commandRows: Check = {
  codes: {
    "command-defined-twice": {
      severity: "error",
      doc: {
        what: "One command name means two things.",
        why: "Of two commands of one name the first wins, silently.",
        example:
          'responses:\n  - { kind: custom, rules: [5763], command: page, executable: page-one, script: "#!/bin/sh\\n" }\n  - { kind: custom, rules: [5712], command: page, executable: page-two, script: "#!/bin/sh\\n" }',
        instead: "Give each its own `command`.",
      },
    },
    "wire-name-collision": {
      severity: "error",
      doc: {
        what: "Two commands have the same name on the wire: command name and timeout, one behind the other.",
        why: "Agents cannot tell them apart and would run the wrong one.",
        example:
          'responses:\n  - { kind: custom, rules: [5763], command: page, executable: page-one, protocol: runner, timeout: 610, script: "#!/bin/sh\\n" }\n  - { kind: custom, rules: [5712], command: page6, executable: page-two, protocol: runner, timeout: 10, script: "#!/bin/sh\\n" }',
        instead: "Choose another command name or timeout.",
      },
    },
  },
  needs: ["settings"],
  run,
};
