import { HIGHEST_RULE_ID } from "../wazuh/limits";
import type { Branded } from "./branded";
import { ValueError } from "./valueError";

/** Id of a rule of Wazuh: a whole number of 1 to 999999. */
export type RuleId = Branded<number, "rule id">;

/**
 * Makes the id of a rule. Source: lists of rules in the stack configuration, ids in an ossec.conf.
 * @throws ValueError for what Wazuh takes for no id: it reads six digits.
 */
export function parseRuleId(id: number): RuleId {
  if (Number.isInteger(id) && id >= 1 && id <= HIGHEST_RULE_ID) return id as RuleId;
  throw new ValueError(
    "rule-id",
    String(id),
    "is not a valid rule id: ids have one to six digits",
    `write a whole number of 1 to ${HIGHEST_RULE_ID}`,
  );
}
