/**
 * What OpenSearch Dashboards 2.19 wants of saved objects, in our own words: from the mappings and migrations of its types
 * search, visualization and dashboard. Texts that hold JSON are judged by the schema behind `json`.
 */
const text = { type: "string" } as const;
const whole = { type: "integer" } as const;

const meta = {
  type: "object",
  required: ["searchSourceJSON"],
  additionalProperties: false,
  properties: { searchSourceJSON: { ...text, json: "searchSource" } },
} as const;

const references = (...types: readonly string[]): object => ({
  type: "array",
  items: {
    type: "object",
    required: ["name", "type", "id"],
    additionalProperties: false,
    properties: { name: text, type: { enum: types }, id: { ...text, minLength: 1 } },
  },
});

const savedObject = (
  type: string,
  version: string,
  required: readonly string[],
  attributes: object,
  refers: object,
): object => ({
  type: "object",
  required: ["type", "id", "attributes", "references", "migrationVersion"],
  additionalProperties: false,
  properties: {
    type: { const: type },
    id: { type: "string", pattern: "^[\\w.-]+$" },
    attributes: {
      type: "object",
      required: ["title", "kibanaSavedObjectMeta", ...required],
      additionalProperties: false,
      properties: {
        title: text,
        description: text,
        version: whole,
        kibanaSavedObjectMeta: meta,
        ...attributes,
      },
    },
    references: refers,
    migrationVersion: {
      type: "object",
      required: [type],
      additionalProperties: false,
      properties: { [type]: { const: version } },
    },
  },
});

/** By type of the saved object. */
export const SAVED_OBJECTS: Readonly<Record<string, object>> = {
  search: savedObject(
    "search",
    "7.9.3",
    ["columns", "sort"],
    {
      hits: whole,
      columns: { type: "array", items: text },
      sort: {
        type: "array",
        items: {
          type: "array",
          items: [text, { enum: ["asc", "desc"] }],
          additionalItems: false,
          minItems: 2,
          maxItems: 2,
        },
      },
    },
    references("index-pattern"),
  ),
  visualization: savedObject(
    "visualization",
    "7.10.0",
    ["visState", "uiStateJSON"],
    { visState: { ...text, json: "visState" }, uiStateJSON: { ...text, json: "any" } },
    references("index-pattern", "search"),
  ),
  dashboard: savedObject(
    "dashboard",
    "7.9.3",
    ["panelsJSON", "optionsJSON"],
    {
      hits: whole,
      panelsJSON: { ...text, json: "panels" },
      optionsJSON: { ...text, json: "any" },
      timeRestore: { type: "boolean" },
      timeFrom: text,
      timeTo: text,
    },
    references("visualization", "search"),
  ),
};

const query = {
  type: "object",
  required: ["query", "language"],
  properties: { query: text, language: { enum: ["kuery", "lucene"] } },
} as const;

/** What the JSON inside of texts must be. */
export const INNER: Readonly<Record<string, object>> = {
  any: { type: "object" },
  searchSource: {
    type: "object",
    required: ["query", "filter"],
    additionalProperties: false,
    properties: { query, filter: { type: "array" }, indexRefName: text },
  },
  visState: {
    type: "object",
    required: ["title", "type", "aggs", "params"],
    additionalProperties: false,
    properties: {
      title: text,
      type: { enum: ["histogram", "table", "pie"] },
      params: { type: "object", required: ["type"], properties: { type: text } },
      aggs: {
        type: "array",
        minItems: 1,
        items: {
          type: "object",
          required: ["id", "enabled", "type", "schema", "params"],
          additionalProperties: false,
          properties: {
            id: text,
            enabled: { type: "boolean" },
            type: { enum: ["count", "terms", "filters", "date_histogram"] },
            schema: { enum: ["metric", "segment", "group", "bucket"] },
            params: { type: "object" },
          },
        },
      },
    },
  },
  panels: {
    type: "array",
    items: {
      type: "object",
      required: ["version", "gridData", "panelIndex", "embeddableConfig", "panelRefName"],
      additionalProperties: false,
      properties: {
        version: text,
        panelIndex: text,
        panelRefName: { type: "string", pattern: "^panel_\\d+$" },
        embeddableConfig: { type: "object" },
        gridData: {
          type: "object",
          required: ["x", "y", "w", "h", "i"],
          additionalProperties: false,
          properties: {
            x: { type: "integer", minimum: 0, maximum: 47 },
            y: { type: "integer", minimum: 0 },
            w: { type: "integer", minimum: 1, maximum: 48 },
            h: { type: "integer", minimum: 1 },
            i: text,
          },
        },
      },
    },
  },
};
