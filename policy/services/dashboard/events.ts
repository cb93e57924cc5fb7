import { FIELD } from "./fields";
import { PREFIX, searchSource, type SavedObject } from "./savedObject";

/** The saved search "Active response events": everything that responses did and decided, the latest first. */
export function eventsSearch(indexPattern: string): SavedObject {
  const { meta, reference } = searchSource(`${FIELD.ruleGroups}: "active_response"`, indexPattern);
  return {
    type: "search",
    id: `${PREFIX}-events`,
    attributes: {
      title: "Active response events",
      description:
        "What was blocked, killed, isolated or left alone, on which agent, by which rule. A row with a command is an action (add or delete), one with a decision is what our executable decided about it; the causing rule is in parameters.alert.rule.id or active_response.rule. What to do, and how to cut a host off from this dashboard: docs/runbook.md in the project's folder. Managed by wazuh-active-response.",
      hits: 0,
      columns: [
        FIELD.location,
        FIELD.agent,
        // One of the two stands in each row, which tells an action from a decision at a glance; so do address and subject.
        FIELD.command,
        FIELD.decision,
        FIELD.address,
        FIELD.subject,
        FIELD.cause,
        FIELD.decisionCause,
        FIELD.process,
        FIELD.account,
        FIELD.why,
        FIELD.program,
      ],
      sort: [[FIELD.time, "desc"]],
      version: 1,
      kibanaSavedObjectMeta: meta,
    },
    references: [reference],
    migrationVersion: { search: "7.9.3" },
  };
}
