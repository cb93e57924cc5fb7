import { finding, type Finding } from "../../model/finding";
import type { CustomRule, FieldMatch } from "../../model/rule";
import type { Check, Run } from "../check";
import { whyNoPattern } from "../../wazuh/pcre2/whyNoPattern";
import { FIELD_TYPE } from "../../model/keys/rules";

/** Fields that Wazuh itself decodes: in `<field>` their names make it refuse the file. */
const STATIC = new Set(
  "srcip dstip srcgeoip dstgeoip srcport dstport user srcuser dstuser url id data extra_data status protocol system_name action".split(
    " ",
  ),
);

const run: Run = ({ policy }) =>
  policy.rules.flatMap((rule, i) => [
    ...anything(rule, `rules[${i}]`),
    ...(rule.fields ?? []).flatMap((field, j) => judge(field, `rules[${i}].fields[${j}]`)),
  ]);

function anything(rule: CustomRule, path: string): Finding[] {
  const { ifSid, ifGroup, ifMatchedSid, fields, match } = rule;
  if (ifMatchedSid !== undefined || match !== undefined || fields?.length) return [];
  if (!ifSid?.length && ifGroup === undefined) return [];
  return [
    finding(
      "warning",
      "rule-without-condition",
      path,
      rule.id,
      "has no condition of its own: it replaces its parent for every event",
      "write match or fields",
    ),
  ];
}

function judge({ name, pattern, type }: FieldMatch, path: string): Finding[] {
  const why = (type ?? FIELD_TYPE) === "pcre2" ? whyNoPattern(pattern) : undefined;
  return [
    ...fieldName(name, `${path}.name`),
    ...(why === undefined
      ? []
      : [
          finding(
            "error",
            "pattern",
            `${path}.pattern`,
            JSON.stringify(pattern),
            `is not a valid PCRE2 pattern: ${why}`,
            "fix it, or write type: osmatch for plain text",
          ),
        ]),
    ...(name === "audit.command" ? comm(pattern, `${path}.pattern`) : []),
  ];
}

function fieldName(name: string, path: string): Finding[] {
  if (STATIC.has(name.toLowerCase())) {
    return [
      finding(
        "error",
        "field-static",
        path,
        name,
        "is a field that Wazuh decodes itself; with it in <field>, Wazuh refuses the whole file",
        "write match, or another field",
      ),
    ];
  }
  if (/^[\w.@-]+$/.test(name)) return [];
  return [
    finding(
      "error",
      "field-name",
      path,
      JSON.stringify(name),
      "is not a valid field name",
      "write it as it appears in an alert, below data",
    ),
  ];
}

// A run of plain characters of 16 and more, at the place of the name.
function comm(pattern: string, path: string): Finding[] {
  const long = /[A-Za-z0-9_](?:[A-Za-z0-9_-]|\\[.-]){15,}/.exec(pattern)?.[0];
  if (long === undefined) return [];
  return [
    finding(
      "error",
      "comm-too-long",
      path,
      long,
      "never matches: audit.command is the kernel's name of the process, cut after 15 characters, and any process can change its own",
      `match audit.exe instead, or ${long.slice(0, 15)}`,
    ),
  ];
}

/** Can each condition of a rule ever match? */
export const ruleConditions: Check = {
  codes: {
    "rule-without-condition": {
      severity: "warning",
      doc: {
        what: "A rule has no condition of its own.",
        why: "It replaces its parent for every event.",
        example: "rules:\n  - { id: 100100, level: 10, description: mine, ifSid: [5700] }",
        instead: "Write `match` or `fields`.",
      },
    },
    pattern: {
      severity: "error",
      doc: {
        what: "The pattern of a field is not a valid PCRE2 pattern.",
        why: "Wazuh refuses the whole file for it.",
        example:
          'rules:\n  - id: 100100\n    level: 10\n    description: mine\n    ifSid: [80700]\n    fields: [{ name: audit.exe, pattern: "(xmrig" }]',
        instead: "Fix the pattern, or write `type: osmatch` for plain text.",
      },
    },
    "field-static": {
      severity: "error",
      doc: {
        what: "A condition names a field that Wazuh decodes itself, such as `srcip`.",
        why: "In `<field>` Wazuh refuses the whole file for it.",
        example:
          'rules:\n  - id: 100100\n    level: 10\n    description: mine\n    ifSid: [5700]\n    fields: [{ name: srcip, pattern: "^203" }]',
        instead: "Write `match`, or another field.",
      },
    },
    "field-name": {
      severity: "error",
      doc: {
        what: "The name of a field has a character that a name cannot have.",
        why: "The rule never matches.",
        example:
          'rules:\n  - id: 100100\n    level: 10\n    description: mine\n    ifSid: [80700]\n    fields: [{ name: "audit exe", pattern: xmrig }]',
        instead: "Write the name as it appears in an alert, below `data`.",
      },
    },
    "comm-too-long": {
      severity: "error",
      doc: {
        what: "A pattern on `audit.command` has a name of more than 15 characters.",
        why: "The kernel cuts that name after 15 characters, so the pattern never matches.",
        example:
          "rules:\n  - id: 100100\n    level: 10\n    description: mine\n    ifSid: [80700]\n    fields: [{ name: audit.command, pattern: cryptominer-worker }]",
        instead: "Match `audit.exe`, or the first 15 characters.",
      },
    },
  },
  run,
};
