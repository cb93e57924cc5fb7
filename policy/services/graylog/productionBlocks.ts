import { BLOCKED } from "../logCollection/rules";
import { EVERY_MS, fromMessage, type EventDefinition } from "./eventDefinition";
import { fieldsOf, markOf, type GraylogSettings } from "./settings";
import { GRAYLOG } from "../../model/keys/services";

/** Any block of a production service's address: each is an event of its own. */
export function productionBlocksDefinition(
  settings: GraylogSettings,
  addresses: readonly string[],
): Omit<EventDefinition, "notifications"> {
  const { agent, address, ruleId } = fieldsOf(settings);
  const listed = addresses.map((one) => `"${one}"`).join(" OR ");
  return {
    title: `${settings.title ?? GRAYLOG.title}: a production address was blocked`,
    description: `An address of a production service was blocked on an agent. ${markOf(settings)}`,
    priority: 3,
    alert: true,
    config: {
      type: "aggregation-v1",
      query: `${ruleId}:(${BLOCKED.join(" OR ")}) AND ${address}:(${listed})`,
      query_parameters: [],
      streams: ["stream/active-response"],
      group_by: [],
      series: [],
      conditions: { expression: null },
      search_within_ms: EVERY_MS,
      execute_every_ms: EVERY_MS,
    },
    field_spec: { agent: fromMessage(agent), address: fromMessage(address) },
    key_spec: ["agent", "address"],
    notification_settings: { grace_period_ms: 0, backlog_size: 1 },
  };
}
