/**
 * What Graylog takes, in our own words: from the classes that its REST API reads requests into. It refuses a property that
 * it does not know, so nothing else is allowed here. `before52` is the form of a series in 5.0 and 5.1, which do not know
 * `event_limit` either ("Unrecognized field"; seen on 5.1.13, whose AggregationEventProcessorConfig has no such property).
 */
const text = { type: "string" } as const;
const id = { type: "string", pattern: "^[0-9a-f]{24}$" } as const;
const title = { type: "string", minLength: 1 } as const;
const whole = { type: "integer" } as const;

const object = (required: readonly string[], properties: Record<string, object>): object => ({
  type: "object",
  required,
  additionalProperties: false,
  properties,
});

const streamRule = object(["type", "field", "value", "inverted"], {
  type: { type: "integer", minimum: 1, maximum: 8 },
  field: title,
  value: text,
  inverted: { type: "boolean" },
  description: text,
});

const streamTexts = {
  title,
  description: text,
  matching_type: { enum: ["AND", "OR"] },
  remove_matches_from_default_stream: { type: "boolean" },
};

const notificationConfig = {
  type: "object",
  required: ["type"],
  discriminator: { propertyName: "type" },
  oneOf: [
    object(["type", "url"], { type: { const: "http-notification-v1" }, url: title }),
    object(["type", "sender", "subject", "body_template", "email_recipients", "user_recipients"], {
      type: { const: "email-notification-v1" },
      sender: text,
      subject: title,
      body_template: title,
      email_recipients: { type: "array", items: text },
      user_recipients: { type: "array", items: text },
      time_zone: text,
    }),
  ],
};

const number = object(["expr", "value"], { expr: { const: "number" }, value: { type: "number" } });
const reference = object(["expr", "ref"], { expr: { const: "number-ref" }, ref: text });
const expression = object(["expr", "left", "right"], {
  expr: { enum: ["<", "<=", ">", ">=", "=="] },
  left: reference,
  right: number,
});

const series = (before52: boolean): object =>
  before52
    ? object(["id", "function"], {
        id: text,
        function: { enum: ["count", "card"] },
        field: { type: ["string", "null"] },
      })
    : object(["type"], {
        id: text,
        type: { enum: ["count", "card"] },
        field: { type: ["string", "null"] },
      });

const definition = (before52: boolean): Record<string, object> => ({
  title,
  description: text,
  priority: { type: "integer", minimum: 1, maximum: 4 },
  alert: { type: "boolean" },
  config: object(
    ["type", "query", "streams", "group_by", "series", "search_within_ms", "execute_every_ms"],
    {
      type: { const: "aggregation-v1" },
      query: text,
      query_parameters: { type: "array" },
      streams: { type: "array", items: id },
      group_by: { type: "array", items: text },
      series: { type: "array", items: series(before52) },
      conditions: object(["expression"], { expression: { anyOf: [expression, { type: "null" }] } }),
      ...(before52 ? {} : { event_limit: whole }),
      search_within_ms: { ...whole, exclusiveMinimum: 0 },
      execute_every_ms: { ...whole, exclusiveMinimum: 0 },
    },
  ),
  field_spec: {
    type: "object",
    propertyNames: { pattern: "^[A-Za-z0-9_.@-]+$" },
    additionalProperties: object(["data_type", "providers"], {
      data_type: { const: "string" },
      providers: {
        type: "array",
        items: object(["type", "template"], {
          type: { const: "template-v1" },
          template: text,
          require_values: { type: "boolean" },
        }),
      },
    }),
  },
  key_spec: { type: "array", items: text },
  notification_settings: object(["grace_period_ms", "backlog_size"], {
    grace_period_ms: whole,
    backlog_size: whole,
  }),
  notifications: { type: "array", items: object(["notification_id"], { notification_id: id }) },
});

const DEFINITION = [
  "title",
  "description",
  "priority",
  "alert",
  "config",
  "field_spec",
  "key_spec",
  "notification_settings",
];

/** Bodies of requests, by what they are for. */
export function graylogSchemas(before52: boolean): Readonly<Record<string, object>> {
  return {
    "create stream": object(["title", "index_set_id"], {
      ...streamTexts,
      rules: { type: "array", items: streamRule },
      index_set_id: id,
    }),
    // An update of a stream is read without its unknown properties, and without its rules.
    "update stream": { ...object([], streamTexts), additionalProperties: true },
    "stream rule": streamRule,
    // An empty title is judged with all the rest of it, not while the request is read (NotificationDto.validate).
    "create notification": object(["title", "description", "config"], {
      title: text,
      description: text,
      config: notificationConfig,
    }),
    "update notification": object(["id", "title", "description", "config"], {
      id,
      title,
      description: text,
      config: notificationConfig,
    }),
    "create definition": object(DEFINITION, definition(before52)),
    "update definition": object(["id", ...DEFINITION], { id, ...definition(before52) }),
    "check url": object(["url"], { url: title }),
  };
}
