import { inner, PREFIX, searchSource, type SavedObject } from "./savedObject";

/** One visualization in the words of Dashboards: its type, how it looks and what it counts. */
export interface Visualization {
  /** What follows the prefix in its id. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly query: string;
  readonly type: "histogram" | "table" | "pie";
  readonly params: Readonly<Record<string, unknown>>;
  readonly aggs: readonly Aggregation[];
}

/** One aggregation: what is counted (`metric`), or by what it is split. */
export interface Aggregation {
  readonly id: string;
  readonly enabled: true;
  readonly type: "count" | "date_histogram" | "filters" | "terms";
  readonly schema: "metric" | "segment" | "group" | "bucket";
  readonly params: Readonly<Record<string, unknown>>;
}

/** Counts events. */
export const COUNT: Aggregation = {
  id: "1",
  enabled: true,
  type: "count",
  schema: "metric",
  params: {},
};

/** Splits by the values of a field, the most frequent first. */
export function termsOf(
  field: string,
  size: number,
  label: string,
  schema: "segment" | "bucket",
  id = "2",
): Aggregation {
  const params = {
    field,
    orderBy: COUNT.id,
    order: "desc",
    size,
    otherBucket: false,
    otherBucketLabel: "Other",
    missingBucket: false,
    missingBucketLabel: "Missing",
    customLabel: label,
  };
  return { id, enabled: true, type: "terms", schema, params };
}

/** The saved object of a visualization. */
export function visualizationObject(
  { id, title, description, query, type, params, aggs }: Visualization,
  indexPattern: string,
): SavedObject {
  const { meta, reference } = searchSource(query, indexPattern);
  return {
    type: "visualization",
    id: `${PREFIX}-${id}`,
    attributes: {
      title,
      description: `${description} Managed by wazuh-active-response.`,
      visState: inner({ title, type, aggs, params: { type, ...params } }),
      uiStateJSON: "{}",
      version: 1,
      kibanaSavedObjectMeta: meta,
    },
    references: [reference],
    migrationVersion: { visualization: "7.10.0" },
  };
}
