import { finding, type Finding } from "../../model/finding";
import type { CustomRule } from "../../model/rule";
import type { Check } from "../check";

/** Are level, frequency and timeframe of each rule what Wazuh accepts, and do they belong together? */
export const ruleCounts: Check = ({ policy }) =>
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
