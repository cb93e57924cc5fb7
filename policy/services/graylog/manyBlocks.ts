import { formatDuration } from "../../model/duration";
import { GRAYLOG } from "../../model/keys/services";
import { BLOCKED } from "../logCollection/rules";
import {
  fromMessage,
  saying,
  STREAM,
  type FieldSpecs,
  type Series,
  type Unbound,
} from "./eventDefinition";
import { backlogOf } from "./notification";
import { searchLink } from "./searchLink";
import { fieldsOf, markOf, templateName, type GraylogSettings, type ManyBlocks } from "./settings";

const SERIES = "blocks";
const DAY = 86_400;

/** Many blocks in a short time: on all agents together, or with `byAgent` on one of them. */
export function manyBlocksDefinition(
  settings: GraylogSettings,
  manyBlocks: ManyBlocks,
  count: number,
  byAgent: boolean,
): Unbound {
  const { within, every = within, counts = GRAYLOG.counts } = manyBlocks;
  const { agent, address, ruleId } = fieldsOf(settings);
  const query = `${ruleId}:(${BLOCKED.join(" OR ")})`;
  const series: Series =
    counts === "addresses"
      ? { id: SERIES, type: "card", field: address }
      : { id: SERIES, type: "count" };
  const what = byAgent ? "many blocks on one agent" : "many blocks";
  const where = byAgent ? "on one agent" : "on all agents together";
  const said =
    counts === "addresses"
      ? `At least ${count} different addresses were blocked`
      : `There were at least ${count} blocks`;
  return {
    title: `${settings.title ?? GRAYLOG.title}: ${what}`,
    description: `${said} within ${formatDuration(within)}, ${where}. ${markOf(settings)}`,
    priority: 2,
    alert: true,
    config: {
      type: "aggregation-v1",
      query,
      query_parameters: [],
      streams: [STREAM],
      group_by: byAgent ? [agent] : [],
      series: [series],
      conditions: {
        expression: {
          expr: ">=",
          left: { expr: "number-ref", ref: SERIES },
          right: { expr: "number", value: count },
        },
      },
      search_within_ms: within * 1000,
      execute_every_ms: every * 1000,
    },
    field_spec: {
      ...(byAgent && fromMessage({ agent })),
      ...counted(counts, address),
      window: saying(formatDuration(within)),
      link: saying(searchLink(settings, query, DAY)),
    },
    key_spec: byAgent && templateName(agent) !== undefined ? ["agent"] : [],
    notification_settings: { grace_period_ms: within * 1000, backlog_size: backlogOf(settings) },
  };
}

/** How many there were; Graylog calls the number after its series and the field. */
function counted(counts: "addresses" | "blocks", address: string): FieldSpecs {
  if (counts === "blocks") return fromMessage({ blocks: "aggregation_value_count" });
  return fromMessage({ addresses: `aggregation_value_card_${address}` });
}
