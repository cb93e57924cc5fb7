import { GRAYLOG } from "../../model/keys/services";
import { EVERY_MS, fromMessage, saying, STREAM, type Unbound } from "./eventDefinition";
import { searchLink } from "./searchLink";
import { fieldsOf, markOf, templateName, type FieldNames, type GraylogSettings } from "./settings";

/** What makes a single alert an event. */
export interface SingleAlert {
  /** What follows the settings' title. */
  readonly title: string;
  readonly description: string;
  readonly query: string;
  readonly priority: 2 | 3;
  /** Fields of the event, from fields of the message. */
  readonly says: readonly (keyof FieldNames)[];
  /** Those of them that tell one event from another while the grace period runs. */
  readonly key: readonly (keyof FieldNames)[];
}

const DAY = 86_400;

/** A definition by which each such alert is an event of its own; the same is told once in the grace period. */
export function singleAlertDefinition(settings: GraylogSettings, alert: SingleAlert): Unbound {
  const fields = fieldsOf(settings);
  const { title, description, query, priority, says, key } = alert;
  return {
    title: `${settings.title ?? GRAYLOG.title}: ${title}`,
    description: `${description} ${markOf(settings)}`,
    priority,
    alert: true,
    config: {
      type: "aggregation-v1",
      query,
      query_parameters: [],
      streams: [STREAM],
      group_by: [],
      series: [],
      conditions: { expression: null },
      search_within_ms: EVERY_MS,
      execute_every_ms: EVERY_MS,
    },
    field_spec: {
      ...fromMessage(Object.fromEntries(says.map((name) => [name, fields[name]]))),
      link: saying(searchLink(settings, query, DAY)),
    },
    key_spec: key.filter((name) => templateName(fields[name]) !== undefined),
    notification_settings: {
      grace_period_ms: (settings.grace ?? GRAYLOG.grace) * 1000,
      backlog_size: 1,
    },
  };
}
