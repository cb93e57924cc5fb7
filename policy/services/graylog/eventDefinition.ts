/** An event definition over messages of one stream, in the words of Graylog 5.2 and later. */
export interface EventDefinition {
  readonly title: string;
  readonly description: string;
  /** 1 low, 2 normal, 3 high. */
  readonly priority: 2 | 3;
  readonly alert: true;
  readonly config: Aggregation;
  /** Fields of the event, filled from the message or the group. */
  readonly field_spec: Readonly<Record<string, FieldSpec>>;
  /** Fields that tell one event from another while the grace period runs. */
  readonly key_spec: readonly string[];
  readonly notification_settings: {
    readonly grace_period_ms: number;
    readonly backlog_size: number;
  };
  readonly notifications: readonly { readonly notification_id: string }[];
}

/** What is looked for. Without series every message is an event; with them, a group whose number is reached. */
export interface Aggregation {
  readonly type: "aggregation-v1";
  readonly query: string;
  readonly query_parameters: readonly never[];
  readonly streams: readonly string[];
  readonly group_by: readonly string[];
  readonly series: readonly { readonly id: string; readonly type: "count" }[];
  readonly conditions: { readonly expression: Expression | null };
  readonly search_within_ms: number;
  readonly execute_every_ms: number;
}

/** "The number of this series is at least so much." */
export interface Expression {
  readonly expr: ">=";
  readonly left: { readonly expr: "number-ref"; readonly ref: string };
  readonly right: { readonly expr: "number"; readonly value: number };
}

interface FieldSpec {
  readonly data_type: "string";
  readonly providers: readonly {
    readonly type: "template-v1";
    readonly template: string;
    readonly require_values: boolean;
  }[];
}

/** Takes a field of an event from a field of the message. */
export function fromMessage(field: string): FieldSpec {
  return {
    data_type: "string",
    providers: [{ type: "template-v1", template: `\${source.${field}}`, require_values: false }],
  };
}

/** How often Graylog looks: once a minute, in milliseconds. */
export const EVERY_MS = 60_000;
