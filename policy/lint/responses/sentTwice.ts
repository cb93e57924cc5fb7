import type { Fleet } from "../../model/fleet";
import type { TriggeredResponse } from "../../model/response";
import { areApart } from "./apart";
import { finding, type Finding } from "../../model/finding";
import { byAlertsOf } from "../../model/kinds/traitsOf";
import { commandOf, wireName } from "../../render/commands";
import type { Check, Run } from "../check";
import { triggered } from "./triggered";
import { LOCATION } from "../../model/keys/triggered";

const run: Run = ({ policy, fleet }) => {
  const seen = new Map<string, Seen[]>();
  return triggered(policy).flatMap(({ response, path }): Finding[] => {
    const wire = wireName(commandOf(response));
    const where = JSON.stringify(response.location ?? LOCATION);
    return response.rules.flatMap((id, j): Finding[] => {
      const key = `${id} ${response.kind} ${where}`;
      const all = seen.get(key) ?? [];
      seen.set(key, [...all, { path, response, wire }]);
      if (all.some((one) => one.path === path)) return [];
      const before = all.find((one) => !doApart(one, { path, response, wire }, fleet));
      if (!before) return [];
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
          `triggers ${before.wire} at ${before.path} and ${wire} here, both of kind ${response.kind}: both run, and the longer time counts`,
          "bind it to one of them",
        ),
      ];
    });
  });
};

interface Seen {
  readonly path: string;
  readonly response: TriggeredResponse;
  readonly wire: string;
}

/**
 * Whether two responses at one rule never meet on an agent. One command is sent once for both, and two reach every agent, where
 * ours do what the host's own settings say; the time of any other executable is counted by wazuh-execd, which has both rows.
 */
function doApart(a: Seen, b: Seen, fleet: Fleet): boolean {
  if (!areApart(a.response, b.response, fleet)) return false;
  return a.wire === b.wire || (isOurs(a.response) && isOurs(b.response));
}

/** One executable of ours serves every response of the kind, by settings on the host. */
const isOurs = (response: TriggeredResponse): boolean => {
  const traits = byAlertsOf(response);
  return traits.shared && !traits.countedByExecd(response);
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
        why: "Both run, and the longer time counts.",
        example:
          "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h }\n  - { kind: block-ip, rules: [5763, 5712], timeout: 2h }",
        instead: "Bind the rule to one of them.",
      },
    },
  },
  run,
};
