import { finding, type Finding } from "../../model/finding";
import { stockRule } from "../../wazuh/stock/stockRules";
import type { Check } from "../check";

/** Has each rule of the policy an id of its own, in the range that is left to users? */
export const ruleIds: Check = ({ policy }) =>
  policy.rules.flatMap(({ id }, i): Finding[] => {
    const path = `rules[${i}].id`;
    const first = policy.rules.findIndex((rule) => rule.id === id);
    if (first < i) {
      return [
        finding(
          "error",
          "rule-id-twice",
          path,
          id,
          `is the id of rules[${first}] too; the first of two wins, silently`,
          "give it another id",
        ),
      ];
    }
    if (stockRule(id)) {
      return [
        finding(
          "error",
          "rule-id-stock",
          path,
          id,
          "is the id of a stock rule, which is read first and wins, silently",
          "write an id of 100000 to 120000",
        ),
      ];
    }
    if (id < 100_000 || id > 120_000) {
      return [
        finding(
          "error",
          "rule-id-range",
          path,
          id,
          "is outside the range that Wazuh leaves to users",
          "write an id of 100000 to 120000",
        ),
      ];
    }
    return [];
  });
