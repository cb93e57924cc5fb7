import { finding, type Finding } from "../../model/finding";
import { stockRule } from "../../wazuh/stock/stockRules";
import type { Check, Run } from "../check";

const run: Run = ({ policy }) =>
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

/** Has each rule of the policy an id of its own, in the range that is left to users? */
export const ruleIds: Check = {
  codes: {
    "rule-id-twice": {
      severity: "error",
      doc: {
        what: "Two rules of the stack have the same id.",
        why: "The first of the two wins, silently.",
        example:
          "rules:\n  - { id: 100100, level: 10, description: one, ifSid: [5700], match: one }\n  - { id: 100100, level: 10, description: two, ifSid: [5700], match: two }",
        instead: "Give one of them another id.",
      },
    },
    "rule-id-stock": {
      severity: "error",
      doc: {
        what: "A rule of the stack has the id of a stock rule.",
        why: "The stock rule is read first and wins, silently.",
        example:
          "rules:\n  - { id: 5763, level: 10, description: mine, ifSid: [5700], match: mine }",
        instead: "Write an id of 100000 to 120000.",
      },
    },
    "rule-id-range": {
      severity: "error",
      doc: {
        what: "The id of a rule is outside the range that Wazuh leaves to users.",
        why: "A later Wazuh may bring a stock rule of that id.",
        example:
          "rules:\n  - { id: 900001, level: 10, description: mine, ifSid: [5700], match: mine }",
        instead: "Write an id of 100000 to 120000.",
      },
    },
  },
  run,
};
