import { finding, type Finding } from "../../model/finding";
import type { RuleId } from "../../model/ruleId";
import { KILL_RULE } from "../../render/killRule";
import type { Check, Subject } from "../check";
import { triggered } from "./triggered";
import { WAZUH_VERSION } from "../../wazuh/version";

/** Rules that record what active response did: a response bound to one of them triggers itself. */
export const OWN_EVENTS: ReadonlySet<number> = new Set([
  650, 651, 652, 653, 654, 655, 656, 657, 658,
]);

/** Can each rule that a response is bound to trigger it: does it exist, is it above level 0, does it not loop? */
export const boundRules: Check = (subject) =>
  triggered(subject.policy).flatMap(({ response, path }) =>
    response.rules.flatMap((id, j): Finding[] => [
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
  );

function judge(id: RuleId, path: string, { rule }: Subject): Finding[] {
  const error = (code: string, reason: string, instead: string): Finding[] => [
    finding("error", code, path, id, reason, instead),
  ];
  const facts = rule(id);
  if (!facts) {
    return error(
      "unknown-rule",
      `is no rule of Wazuh ${WAZUH_VERSION} and none of this policy; the response would never fire`,
      id === KILL_RULE
        ? "it is made for responses of kind kill-process; add a rule of your own under rules"
        : "write the id of a stock rule, or add the rule under rules",
    );
  }
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
      "carries the option no_ar, so that it never triggers a response",
      "bind another rule",
    );
  }
  if (OWN_EVENTS.has(id)) {
    return error(
      "response-loop",
      "is an event of active response itself; the response would trigger itself without end",
      "bind the rule that triggers the first response",
    );
  }
  return [];
}
