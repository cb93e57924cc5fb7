import type { WrittenRule } from "../../model/written";

/** Field of an event that only a line about a decision has. */
const DECISION_FIELD = "active_response.decision";

/**
 * The rule that makes an alert of each decision of our executables: white-listed, refused, kept, stopped, not found, failed,
 * as well as blocked, killed and isolated. Such a line has no field `command`, so that of the stock rules only 650 takes
 * it, which has level 0: without this rule it is in the log of the host and nowhere else.
 * @param id 100000 to 120000; an id that the fleet's rules do not have yet.
 */
export function decisionRule(id: number): WrittenRule {
  return {
    id,
    level: 3,
    ifSid: [650],
    fields: [{ name: DECISION_FIELD, pattern: "." }],
    description: `Active response: $(${DECISION_FIELD}), $(active_response.subject)`,
    groups: ["active_response"],
  };
}
