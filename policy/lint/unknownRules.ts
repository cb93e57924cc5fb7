import type { Finding } from "../model/finding";
import type { Policy } from "../model/policy";
import { isTriggered } from "../render/ossecPart";
import { KILL_RULE } from "../render/rulesFile";
import { stockRule } from "../stock/stockRules";

/** Rule ids that no rule has: Wazuh loads them without a word, and the response never fires. */
export function unknownRules(policy: Policy): Finding[] {
  const own = new Set([KILL_RULE, ...policy.rules.map(({ id }) => id)]);
  return policy.responses.flatMap((response, i) =>
    !isTriggered(response)
      ? []
      : response.rules.flatMap((id, j): Finding[] =>
          own.has(id) || stockRule(id)
            ? []
            : [
                {
                  severity: "error",
                  code: "unknown-rule",
                  path: `responses[${i}].rules[${j}]`,
                  value: String(id),
                  reason:
                    "is no rule of Wazuh 4.14.7 and none of this policy; the response would never fire",
                  instead: "write the id of a stock rule, or add the rule under rules",
                },
              ],
        ),
  );
}
