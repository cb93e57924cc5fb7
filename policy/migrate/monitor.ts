import { CATEGORY } from "../model/keys/findings";
import type { Channel } from "./channel";
import type { FiveChannel } from "./five";
import { monitorQuery } from "./monitorQuery";

/** A monitor as the API of the indexer takes it: POST /_plugins/_alerting/monitors. It gets its id from the indexer. */
export interface Monitor {
  readonly type: "monitor";
  readonly monitor_type: "active_response_monitor";
  /** By its name it is found again. */
  readonly name: string;
  readonly enabled: true;
  readonly schedule: {
    readonly period: { readonly interval: 1; readonly unit: "MINUTES" };
  };
  readonly inputs: readonly [{ readonly doc_level_input: DocLevelInput }];
  readonly triggers: readonly [{ readonly document_level_trigger: Trigger }];
}

interface DocLevelInput {
  readonly description: string;
  readonly indices: readonly [string];
  readonly queries: readonly [
    {
      readonly id: string;
      readonly name: string;
      readonly query: string;
      readonly tags: readonly [];
      readonly fields: readonly [];
    },
  ];
}

interface Trigger {
  readonly id: string;
  readonly name: string;
  readonly severity: "1";
  readonly condition: { readonly script: Template };
  readonly actions: readonly [Action];
}

interface Action {
  readonly id: string;
  readonly name: string;
  readonly destination_id: string;
  readonly subject_template: Template;
  readonly message_template: Template;
  readonly throttle_enabled: false;
  /** Never left out: without it such a monitor ends in an error and nothing is done (TransportDocLevelMonitorFanOutAction.kt:526). */
  readonly action_execution_policy: {
    readonly action_execution_scope: {
      readonly per_alert: { readonly actionable_alerts: readonly ["DEDUPED", "NEW"] };
    };
  };
}

interface Template {
  readonly lang: "painless" | "mustache";
  readonly source: string;
}

/**
 * The monitor that sets a channel off: once a minute, which is the longest time that the indexer takes here
 * (RestIndexMonitorAction.kt:189-214), over one data stream by its name, since patterns are refused.
 */
export function monitorOf(
  { response }: FiveChannel,
  { config_id: id, config }: Channel,
  spared: readonly string[],
): Monitor {
  const { findings } = response;
  const query = { id: `${id}-query`, name: "q1", query: monitorQuery(findings, spared) };
  return {
    type: "monitor",
    monitor_type: "active_response_monitor",
    name: `active-response-${config.name}`,
    enabled: true,
    schedule: { period: { interval: 1, unit: "MINUTES" } },
    inputs: [
      {
        doc_level_input: {
          description: config.description,
          indices: [`wazuh-findings-v5-${findings?.category ?? CATEGORY}`],
          queries: [{ ...query, tags: [], fields: [] }],
        },
      },
    ],
    triggers: [
      {
        document_level_trigger: {
          id: `${id}-trigger`,
          name: config.name,
          severity: "1",
          condition: { script: { lang: "painless", source: "query[name=q1]" } },
          actions: [
            {
              id: `${id}-action`,
              name: config.name,
              destination_id: id,
              subject_template: { lang: "mustache", source: config.name },
              // The id of the finding and its index: all that the channel takes (SendMessageActionHelper.kt:278-297).
              message_template: { lang: "mustache", source: "{{ctx.alerts.0.related_doc_ids}}" },
              throttle_enabled: false,
              action_execution_policy: {
                action_execution_scope: { per_alert: { actionable_alerts: ["DEDUPED", "NEW"] } },
              },
            },
          ],
        },
      },
    ],
  };
}
