import { finding, type Finding } from "../../model/finding";
import type { RuleId } from "../../model/ruleId";
import { KILL_RULE } from "../../render/killRule";
import type { Check, Run, Subject } from "../check";
import { triggered } from "./triggered";
import { WAZUH_VERSION } from "../../wazuh/version";

/** Rules that record what active response did: a response bound to one of them triggers itself. */
export const OWN_EVENTS: ReadonlySet<number> = new Set([
  650, 651, 652, 653, 654, 655, 656, 657, 658,
]);

const run: Run = (subject) =>
  triggered(subject.policy).flatMap(({ response, path }) => [
    ...unknown([...new Set(response.rules)], response.rules, path, subject),
    ...response.rules.flatMap((id, j): Finding[] => [
      ...judge(id, `${path}.rules[${j}]`, subject),
      ...(response.rules.indexOf(id) < j
        ? [
            finding(
              "warning",
              "rule-twice",
              `${path}.rules[${j}]`,
              id,
              "is in this list twice",
              "write it once",
            ),
          ]
        : []),
    ]),
  ]);

/** One finding for all that are unknown: a manager's own rules are mostly forgotten together. */
function unknown(
  ids: readonly RuleId[],
  all: readonly RuleId[],
  path: string,
  { rule }: Subject,
): Finding[] {
  const [first, ...more] = ids.filter((id) => !rule(id));
  if (first === undefined) return [];
  if (more.length === 0) {
    return [
      finding(
        "error",
        "unknown-rule",
        `${path}.rules[${all.indexOf(first)}]`,
        first,
        `is neither a rule of Wazuh ${WAZUH_VERSION} nor one of this policy; the response would never fire`,
        first === KILL_RULE
          ? "it is made for responses of kind kill-process; add a rule of your own under rules"
          : WHERE,
      ),
    ];
  }
  const shown = [first, ...more].slice(0, 5).join(", ");
  return [
    finding(
      "error",
      "unknown-rule",
      `${path}.rules`,
      more.length > 4 ? `${shown} and ${more.length - 4} more` : shown,
      `are neither rules of Wazuh ${WAZUH_VERSION} nor of this policy; the response would never fire for them`,
      WHERE,
    ),
  ];
}

const WHERE =
  "write ids of stock rules, add the rules under rules, or name those of the manager's own etc/rules under managerRules";

function judge(id: RuleId, path: string, { rule }: Subject): Finding[] {
  const error = (code: string, reason: string, instead: string): Finding[] => [
    finding("error", code, path, id, reason, instead),
  ];
  const facts = rule(id);
  if (!facts) return [];
  if (facts.level === 0) {
    return error(
      "rule-level-0",
      "is a rule of level 0, which never triggers a response",
      facts.own ? "give the rule a level of 1 to 16" : "bind one of its children that has a level",
    );
  }
  if (facts.noAr) {
    return error(
      "rule-no-ar",
      "carries the option no_ar, so it never triggers a response",
      "bind another rule",
    );
  }
  if (OWN_EVENTS.has(id)) {
    return error(
      "response-loop",
      "is an event of active response itself; the response would trigger itself endlessly",
      "bind the rule that triggers the first response",
    );
  }
  return [];
}

/** Can each rule that a response is bound to trigger it: does it exist, is it above level 0, does it not loop? */
export const boundRules: Check = {
  codes: {
    "unknown-rule": {
      severity: "error",
      alone: true,
      doc: {
        what: "A response is bound to a rule that neither Wazuh 4.14.7 nor the stack has.",
        why: "It would never fire, and Wazuh does not report it.",
        example: "responses:\n  - { kind: block-ip, rules: [5763, 5712, 99999], timeout: 1h }",
        instead:
          "Write the id of a stock rule, add the rule under `rules`, or name a rule of the manager's own under `managerRules`.",
      },
    },
    "rule-level-0": {
      severity: "error",
      alone: true,
      doc: {
        what: "A response is bound to a rule of level 0.",
        why: "Such a rule makes no alert and never triggers a response.",
        example: "responses:\n  - { kind: block-ip, rules: [5763, 5712, 5700], timeout: 1h }",
        instead: "Bind one of its children that has a level.",
      },
    },
    "rule-no-ar": {
      severity: "error",
      alone: true,
      doc: {
        what: "A response is bound to a rule with the option `no_ar`.",
        why: "The option says that the rule triggers no response.",
        example:
          "responses:\n  - { kind: kill-process, rules: [100050, 80792], processes: [xmrig] }",
        knowing: {
          rule: (id) => ({
            id,
            level: 12,
            ignore: 0,
            noAr: id === 80_792,
            withoutAddress: true,
            withoutUser: true,
            json: false,
            sshd: false,
            audit: true,
            own: false,
          }),
        },
        instead: "Bind another rule.",
      },
    },
    "response-loop": {
      severity: "error",
      alone: true,
      doc: {
        what: "A response is bound to a rule that records what active response did (650 to 658).",
        why: "It would trigger itself endlessly.",
        example:
          'responses:\n  - { kind: custom, rules: [651], command: page, executable: page-operator, script: "#!/bin/sh\\n" }',
        instead: "Bind the rule that triggers the first response.",
      },
    },
    "rule-twice": {
      severity: "warning",
      alone: true,
      doc: {
        what: "A rule is twice in the list of a response.",
        why: "The second adds nothing, so another rule may have been meant.",
        example: "responses:\n  - { kind: block-ip, rules: [5763, 5712, 5763], timeout: 1h }",
        instead: "Write it once.",
      },
    },
  },
  run,
};
