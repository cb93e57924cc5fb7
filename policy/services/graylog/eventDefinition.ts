import { templateName } from "./settings";

/**
 * An event definition over messages of one stream, in the words of Graylog 5.2 and later. The host's script says the same
 * in the words of 5.0 and 5.1, and gives one without series its `event_limit` from 5.2 on.
 */
export interface EventDefinition {
  readonly title: string;
  readonly description: string;
  /** 1 low, 2 normal, 3 high. */
  readonly priority: 2 | 3;
  readonly alert: true;
  readonly config: Aggregation;
  /** Fields of the event, filled from the message or the group: all that a call of a hook has to tell. */
  readonly field_spec: FieldSpecs;
  /** Fields that tell one event from another while the grace period runs. */
  readonly key_spec: readonly string[];
  readonly notification_settings: {
    readonly grace_period_ms: number;
    readonly backlog_size: number;
  };
  readonly notifications: readonly { readonly notification_id: string }[];
}

/** A definition before the host's notification is known to it. */
export type Unbound = Omit<EventDefinition, "notifications">;

/** What is looked for. Without series every message is an event; with them, a group whose number is reached. */
export interface Aggregation {
  readonly type: "aggregation-v1";
  readonly query: string;
  readonly query_parameters: readonly never[];
  readonly streams: readonly string[];
  readonly group_by: readonly string[];
  readonly series: readonly Series[];
  readonly conditions: { readonly expression: Expression | null };
  readonly search_within_ms: number;
  readonly execute_every_ms: number;
}

/** What is counted: messages, or the different values of a field. */
export type Series =
  | { readonly id: string; readonly type: "count" }
  | { readonly id: string; readonly type: "card"; readonly field: string };

/** "The number of this series is at least so much." */
export interface Expression {
  readonly expr: ">=";
  readonly left: { readonly expr: "number-ref"; readonly ref: string };
  readonly right: { readonly expr: "number"; readonly value: number };
}

/** Fields of an event by name. */
export type FieldSpecs = Readonly<Record<string, FieldSpec>>;

interface FieldSpec {
  readonly data_type: "string";
  readonly providers: readonly {
    readonly type: "template-v1";
    readonly template: string;
    readonly require_values: boolean;
  }[];
}

/** The stream, as definitions name it here; its id takes the place on the host. */
export const STREAM = "stream/active-response";

/** How often Graylog looks for single alerts: once a minute, in milliseconds. */
export const EVERY_MS = 60_000;

/** A field of an event that says this, or what a template of Graylog's makes of it. */
export function saying(template: string): FieldSpec {
  return {
    data_type: "string",
    providers: [{ type: "template-v1", template, require_values: false }],
  };
}

/** Fields of an event from fields of the message, those left out that no template can say. */
export function fromMessage(fields: Readonly<Record<string, string>>): FieldSpecs {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) =>
      templateName(field) === undefined ? [] : [[name, saying(`\${source.${field}}`)]],
    ),
  );
}
