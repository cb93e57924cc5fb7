import { finding, type Finding } from "../../model/finding";
import type { TriggeredResponse } from "../../model/response";
import { stockGroupNames } from "../../wazuh/stock/stockGroups";
import type { Check, Run } from "../check";
import { triggered } from "./triggered";
import { WAZUH_VERSION } from "../../wazuh/version";

/** Groups of the rules 650 to 658, the events of active response itself. */
const OWN_GROUPS = ["ossec", "active_response"];

const run: Run = ({ policy }) => {
  const groups = [
    ...new Set([...stockGroupNames(), ...policy.rules.flatMap((rule) => rule.groups ?? [])]),
  ];
  return triggered(policy).flatMap(({ response, path }) => [
    ...none(response, path),
    ...level(response, path),
    ...(response.groups ?? []).flatMap((group, j) =>
      oneGroup(group, `${path}.groups[${j}]`, groups, response.level),
    ),
  ]);
};

function none({ rules, groups, level: least }: TriggeredResponse, path: string): Finding[] {
  if (rules.length > 0 || (groups?.length ?? 0) > 0 || (least ?? 0) > 0) return [];
  return [
    finding(
      "error",
      "no-trigger",
      `${path}.rules`,
      "[]",
      "has no rule, group or level; Wazuh loads such a response and never runs it",
      "write the ids of the rules that trigger it",
    ),
  ];
}

function level({ level: least, groups, rules }: TriggeredResponse, path: string): Finding[] {
  if (least === undefined) return [];
  const at = `${path}.level`;
  if (least < 0 || least > 16) {
    return [
      finding(
        "error",
        "level-range",
        at,
        least,
        least > 20 || least < 0
          ? "is outside 0 to 20; wazuh-analysisd does not start with it"
          : "is above 16, the highest level of a rule; it never fires",
        "write a level of 4 to 16",
      ),
    ];
  }
  if (least <= 3 && !groups?.length) {
    return [
      finding(
        "error",
        "response-loop",
        at,
        least,
        least === 0
          ? "selects nothing: Wazuh treats level 0 as no level"
          : "selects rules 650 to 658 too, the events of active response itself; the response would trigger itself endlessly",
        "write a level above 3, or name the rules",
      ),
    ];
  }
  if (!groups?.length) {
    if (least >= 10) return [];
    return [
      finding(
        "warning",
        "level-low",
        at,
        least,
        "selects every rule of that level and above, thousands of them, most of which do not prove an attack",
        "name the rules, or write a level of 10 or more",
      ),
    ];
  }
  return [
    finding(
      "note",
      "level-and-groups",
      at,
      least,
      `and groups must both match, they are not alternatives${rules.length > 0 ? "; the rules are, and trigger it at any level" : ""}`,
      "write two responses if either should be enough",
    ),
  ];
}

function oneGroup(
  group: string,
  path: string,
  groups: readonly string[],
  least: number | undefined,
): Finding[] {
  if (!/^[\w.:-]+$/.test(group)) {
    return [
      finding(
        "error",
        "group-name",
        path,
        JSON.stringify(group),
        "is not a plain group name; Wazuh reads it as a pattern",
        "write one exact name of letters, digits and _ . - only",
      ),
    ];
  }
  const matched = groups.filter((name) => name.toLowerCase().includes(group.toLowerCase()));
  if (matched.length === 0) {
    return [
      finding(
        "warning",
        "unknown-group",
        path,
        group,
        `is not a group of any rule of Wazuh ${WAZUH_VERSION} or of this policy; the response never fires for it`,
        "fix the spelling, or bind rules by their ids",
      ),
    ];
  }
  if (OWN_GROUPS.some((own) => own.includes(group.toLowerCase())) && (least ?? 0) <= 3) {
    return [
      finding(
        "error",
        "response-loop",
        path,
        group,
        "matches the groups of rules 650 to 658, the events of active response itself; the response would trigger itself endlessly",
        "bind rules by their ids",
      ),
    ];
  }
  const others = matched.filter((name) => name !== group);
  if (others.length === 0) return [];
  return [
    finding(
      "warning",
      "group-matches-more",
      path,
      group,
      `is matched anywhere in a name, so it also selects ${others.slice(0, 5).join(", ")}${others.length > 5 ? ` and ${others.length - 5} more groups` : ""}`,
      "bind rules by their ids",
    ),
  ];
}

/** Do groups and level of a response select what they seem to, and no event of active response itself? */
export const selectors: Check = {
  codes: {
    "no-trigger": {
      severity: "error",
      doc: {
        what: "A response has no rule, group or level.",
        why: "Wazuh loads such a response and never runs it.",
        example: "responses:\n  - { kind: block-ip, rules: [], timeout: 1h }",
        instead: "Write the ids of the rules that trigger it.",
      },
    },
    "level-range": {
      severity: "error",
      alone: true,
      doc: {
        what: "The level of a response is outside the range of rule levels.",
        why: "Above 16 it never fires; above 20 wazuh-analysisd does not start.",
        example: "responses:\n  - { kind: block-ip, rules: [], level: 17, timeout: 1h }",
        instead: "Write a level of 4 to 16.",
      },
    },
    "response-loop": {
      severity: "error",
      alone: true,
      doc: {
        what: "The level or a group of a response selects the events of active response itself (rules 650 to 658, level 3).",
        why: "It would trigger itself endlessly.",
        example:
          "responses:\n  - { kind: kill-process, rules: [100050], level: 3, processes: [xmrig] }",
        instead: "Write a level above 3, or bind rules by their ids.",
      },
    },
    "level-low": {
      severity: "warning",
      alone: true,
      doc: {
        what: "A response is bound to a level below 10 and to no group.",
        why: "That selects thousands of rules, most of which do not prove an attack.",
        example:
          "responses:\n  - { kind: kill-process, rules: [100050], level: 6, processes: [xmrig] }",
        instead: "Name the rules, or write a level of 10 or more.",
      },
    },
    "level-and-groups": {
      severity: "note",
      doc: {
        what: "A response has both a level and groups.",
        why: "Both must match: they are not alternatives.",
        example:
          "responses:\n  - { kind: kill-process, rules: [100050], level: 12, groups: [web_scan], processes: [xmrig] }",
        instead: "Write two responses if either should be enough.",
      },
    },
    "group-name": {
      severity: "error",
      alone: true,
      doc: {
        what: "A group of a response is not a plain name.",
        why: "Wazuh reads it as a pattern.",
        example:
          'responses:\n  - { kind: block-ip, rules: [5763, 5712], groups: ["ssh|web"], timeout: 1h }',
        instead: "Write one exact name of letters, digits, `_`, `.` and `-`.",
      },
    },
    "unknown-group": {
      severity: "warning",
      alone: true,
      doc: {
        what: "A group of a response is not a group of any rule.",
        why: "The response never fires for it.",
        example:
          "responses:\n  - { kind: block-ip, rules: [5763, 5712], groups: [sshdd], timeout: 1h }",
        instead: "Fix the spelling, or bind rules by their ids.",
      },
    },
    "group-matches-more": {
      severity: "warning",
      alone: true,
      doc: {
        what: "A group of a response is part of the names of other groups.",
        why: "Wazuh looks for the text anywhere in a name, and so selects those groups too.",
        example:
          "responses:\n  - { kind: kill-process, rules: [100050], groups: [authentication_fail], processes: [xmrig] }",
        instead: "Bind rules by their ids.",
      },
    },
  },
  needs: ["rules"],
  run,
};
