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
        "What was blocked, killed, isolated or left alone, on which agent, by which rule. Managed by wazuh-active-response.",
      hits: 0,
      columns: [
        FIELD.agent,
        FIELD.ruleId,
        FIELD.ruleDescription,
        FIELD.command,
        FIELD.decision,
        FIELD.address,
        FIELD.process,
        FIELD.account,
        FIELD.why,
      ],
      sort: [[FIELD.time, "desc"]],
      version: 1,
      kibanaSavedObjectMeta: meta,
    },
    references: [reference],
    migrationVersion: { search: "7.9.3" },
  };
}
