import { finding, type Finding } from "../../model/finding";
import { whyUnreadable } from "../../render/element";
import type { Check, Run } from "../check";

const run: Run = ({ policy }) =>
  policy.rules.flatMap((rule, i): Finding[] => {
    const path = `rules[${i}]`;
    const texts: [path: string, text: string | undefined][] = [
      [`${path}.description`, rule.description],
      [`${path}.match`, rule.match],
      [`${path}.ifGroup`, rule.ifGroup],
      ...(rule.groups ?? []).map((group, j): [string, string] => [`${path}.groups[${j}]`, group]),
      ...(rule.fields ?? []).map(({ pattern }, j): [string, string] => [
        `${path}.fields[${j}].pattern`,
        pattern,
      ]),
    ];
    return [
      ...texts.flatMap(([at, text]) => unreadable(at, text)),
      ...(rule.groups ?? []).flatMap((group, j) => groupName(group, `${path}.groups[${j}]`)),
    ];
  });

function unreadable(path: string, text: string | undefined): Finding[] {
  const why = text === undefined ? undefined : whyUnreadable(text);
  if (why === undefined) return [];
  return [
    finding(
      "error",
      "unreadable-text",
      path,
      JSON.stringify(text?.slice(0, 80)),
      `${why}; Wazuh decodes no entities, so there is no other way to write it`,
      text?.includes("<")
        ? "write it without <; in a pcre2 pattern, \\x3c matches it"
        : "write it without that",
    ),
  ];
}

function groupName(group: string, path: string): Finding[] {
  if (/^[\w.-]+$/.test(group) || whyUnreadable(group) !== undefined) return [];
  return [
    finding(
      "error",
      "group-name",
      path,
      JSON.stringify(group),
      "is not a plain group name; a comma ends it",
      "write letters, digits and _ . - only, one name per entry",
    ),
  ];
}

/** Will Wazuh read every text of a rule back as it is written? It decodes no entities, so nothing can be escaped. */
export const ruleTexts: Check = {
  codes: {
    "unreadable-text": {
      severity: "error",
      doc: {
        what: "A text of a rule cannot be written into Wazuh's file so that Wazuh reads it back.",
        why: "Wazuh decodes no entities: a `<` cannot be escaped.",
        example:
          'rules:\n  - { id: 100100, level: 10, description: "load < 5", ifSid: [5700], match: mine }',
        instead: "Write it without that character; in a PCRE2 pattern, `\\x3c` matches `<`.",
      },
    },
    "group-name": {
      severity: "error",
      doc: {
        what: "A group of a rule is not a plain name.",
        why: "Wazuh ends a name at a comma and takes other marks as they are.",
        example:
          'rules:\n  - { id: 100100, level: 10, description: mine, ifSid: [5700], match: mine, groups: ["web,ssh"] }',
        instead: "Write letters, digits, `_`, `.` and `-`, one name per entry.",
      },
    },
  },
  run,
};
