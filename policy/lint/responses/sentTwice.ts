import { finding, type Finding } from "../../model/finding";
import { byAlertsOf } from "../../model/kinds/traitsOf";
import { commandOf, wireName } from "../../render/commands";
import type { Check, Run } from "../check";
import { triggered } from "./triggered";
import { LOCATION } from "../../model/keys/triggered";

const run: Run = ({ policy }) => {
  const seen = new Map<string, { path: string; kind: string; wire: string }>();
  return triggered(policy).flatMap(({ response, path }): Finding[] => {
    const wire = wireName(commandOf(response));
    const where = JSON.stringify(response.location ?? LOCATION);
    return response.rules.flatMap((id, j): Finding[] => {
      const key = `${id} ${response.kind} ${where}`;
      const before = seen.get(key);
      if (!before) {
        seen.set(key, { path, kind: response.kind, wire });
        return [];
      }
      if (before.path === path) return [];
      if (before.wire === wire) {
        return [
          finding(
            "error",
            "sent-twice",
            `${path}.rules[${j}]`,
            id,
            `triggers the same command, ${wire}, at ${before.path} too; Wazuh would send it twice`,
            "remove it here or there",
          ),
        ];
      }
      if (!byAlertsOf(response).shared) return [];
      return [
        finding(
          "warning",
          "two-responses-one-rule",
          `${path}.rules[${j}]`,
          id,
          `triggers ${before.wire} at ${before.path} and ${wire} here, both of kind ${response.kind}: both run, and the longer time holds`,
          "bind it to one of them",
        ),
      ];
    });
  });
};

/** Would one alert run a command twice? */
export const sentTwice: Check = {
  codes: {
    "sent-twice": {
      severity: "error",
      doc: {
        what: "Two responses send the same command for one rule.",
        why: "Wazuh would send it twice for each alert.",
        example:
          "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h }\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h }",
        instead: "Remove the rule from one of the two.",
      },
    },
    "two-responses-one-rule": {
      severity: "warning",
      doc: {
        what: "Two responses of one kind are bound to one rule, with different times.",
        why: "Both run, and the longer time holds.",
        example:
          "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h }\n  - { kind: block-ip, rules: [5763, 5712], timeout: 2h }",
        instead: "Bind the rule to one of them.",
      },
    },
  },
  run,
};
