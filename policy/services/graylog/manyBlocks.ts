import { BLOCKED } from "../logCollection/rules";
import { EVERY_MS, fromMessage, type EventDefinition } from "./eventDefinition";
import { fieldsOf, markOf, type GraylogSettings, type ManyBlocks } from "./settings";
import { GRAYLOG } from "../../model/keys/services";

const SERIES = "blocks";

/** Many blocks in a short time: on all agents together, or with `byAgent` on one of them. */
export function manyBlocksDefinition(
  settings: GraylogSettings,
  { within }: ManyBlocks,
  count: number,
  byAgent: boolean,
): Omit<EventDefinition, "notifications"> {
  const { agent, ruleId } = fieldsOf(settings);
  const what = byAgent ? "many blocks on one agent" : "many blocks";
  return {
    title: `${settings.title ?? GRAYLOG.title}: ${what}`,
    description: `At least ${count} addresses were blocked within ${within} s${byAgent ? " on one agent" : ", on all agents together"}. ${markOf(settings)}`,
    priority: 2,
    alert: true,
    config: {
      type: "aggregation-v1",
      query: `${ruleId}:(${BLOCKED.join(" OR ")})`,
      query_parameters: [],
      streams: ["stream/active-response"],
      group_by: byAgent ? [agent] : [],
      series: [{ id: SERIES, type: "count" }],
      conditions: {
        expression: {
          expr: ">=",
          left: { expr: "number-ref", ref: SERIES },
          right: { expr: "number", value: count },
        },
      },
      search_within_ms: within * 1000,
      execute_every_ms: EVERY_MS,
    },
    field_spec: byAgent ? { agent: fromMessage(agent) } : {},
    key_spec: byAgent ? ["agent"] : [],
    // Looking every minute over a longer window sees the same blocks again: told once a window.
    notification_settings: { grace_period_ms: within * 1000, backlog_size: 20 },
  };
}
