import { finding, type Finding } from "../../model/finding";
import type { CustomRule } from "../../model/rule";
import type { Check, Run } from "../check";

const run: Run = ({ policy }) =>
  policy.rules.flatMap((rule, i): Finding[] => [
    ...outside(rule.level, 0, 16, `rules[${i}].level`),
    ...outside(rule.frequency, 2, 9999, `rules[${i}].frequency`),
    ...outside(rule.timeframe, 1, 99_999, `rules[${i}].timeframe`),
    ...together(rule, `rules[${i}]`),
  ]);

function outside(value: number | undefined, least: number, most: number, path: string): Finding[] {
  if (value === undefined || (value >= least && value <= most)) return [];
  return [
    finding(
      "error",
      "rule-number",
      path,
      value,
      `is outside ${least} to ${most}; Wazuh refuses the whole file`,
      `write ${least} to ${most}`,
    ),
  ];
}

function together(rule: CustomRule, path: string): Finding[] {
  const { frequency, timeframe, ifMatchedSid, sameSourceIp } = rule;
  const error = (
    key: string,
    value: string | number,
    reason: string,
    instead: string,
  ): Finding[] => [finding("error", "rule-counting", `${path}.${key}`, value, reason, instead)];
  if (ifMatchedSid === undefined) {
    if (frequency !== undefined)
      return error(
        "frequency",
        frequency,
        "counts nothing without ifMatchedSid; Wazuh refuses the whole file",
        "write ifMatchedSid with the rule whose events are counted",
      );
    if (sameSourceIp)
      return error(
        "sameSourceIp",
        "true",
        "compares nothing without ifMatchedSid; Wazuh refuses the whole file",
        "write ifMatchedSid with the rule whose events are counted",
      );
    return [];
  }
  if (frequency === undefined || timeframe === undefined) {
    return error(
      "ifMatchedSid",
      ifMatchedSid,
      "needs frequency and timeframe: how many events in how many seconds",
      "write both, or ifSid for a rule that fires at one event",
    );
  }
  return [];
}

/** Are level, frequency and timeframe of each rule what Wazuh accepts, and do they belong together? */
export const ruleCounts: Check = {
  codes: {
    "rule-number": {
      severity: "error",
      doc: {
        what: "Level, frequency or timeframe of a rule is outside what Wazuh accepts.",
        why: "Wazuh refuses the whole file for it.",
        example:
          "rules:\n  - { id: 100100, level: 17, description: mine, ifSid: [5700], match: mine }",
        instead: "Write a level of 0 to 16, a frequency of 2 to 9999, a timeframe of 1 to 99999.",
      },
    },
    "rule-counting": {
      severity: "error",
      doc: {
        what: "Keys that count events do not go together.",
        why: "Frequency, timeframe and `sameSourceIp` mean something only with `ifMatchedSid`; Wazuh refuses the whole file.",
        example:
          "rules:\n  - { id: 100100, level: 10, description: mine, ifSid: [5700], match: mine, frequency: 5 }",
        instead: "Write `ifMatchedSid` with `frequency` and `timeframe`, or none of the three.",
      },
    },
  },
  run,
};
