import type { SavedObject } from "../../../policy/services/dashboard/savedObject";

/** One aggregation of a visualization, as its visState holds it. */
export interface VisAggregation {
  readonly id: string;
  readonly type: string;
  readonly schema: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What a saved object looks for. */
export interface Panel {
  readonly title: string;
  readonly description: string;
  readonly kuery: string;
  /** `histogram`, `table`, `pie`, or `search` for a saved search. */
  readonly type: string;
  readonly aggs: readonly VisAggregation[];
  readonly columns: readonly string[];
}

/** Reads the search or visualization out of its saved object, texts in texts included. */
export function panelOf({ type, attributes }: SavedObject): Panel {
  const meta = attributes["kibanaSavedObjectMeta"] as { searchSourceJSON: string };
  const source = JSON.parse(meta.searchSourceJSON) as { query: { query: string } };
  const vis = JSON.parse((attributes["visState"] as string | undefined) ?? '{"aggs":[]}') as {
    type?: string;
    aggs: readonly VisAggregation[];
  };
  return {
    title: String(attributes["title"]),
    description: String(attributes["description"]),
    kuery: source.query.query,
    type: type === "search" ? "search" : (vis.type ?? ""),
    aggs: vis.aggs,
    columns: (attributes["columns"] as string[] | undefined) ?? [],
  };
}

/**
 * A query of ours in the words of OpenSearch. Ours use names, parentheses, quotes, and, or, not alone, and never mix and with or
 * without parentheses, so that the words differ by their case and nothing else.
 */
export function luceneOf(kuery: string): string {
  return kuery
    .split(/("[^"]*")/)
    .map((part, i) =>
      i % 2 === 1
        ? part
        : part.replace(/\b(?:and|or|not)\b/g, (word) => word.toUpperCase()).replace(/: /g, ":"),
    )
    .join("");
}

const found = (kuery: string): object => ({ query_string: { query: luceneOf(kuery) } });

/** The request that Dashboards would send for the panel: its query, and its aggregations one below the other. */
export function requestOf({ kuery, aggs, type }: Panel): object {
  if (type === "search")
    return { size: 40, query: found(kuery), sort: [{ timestamp: "desc" }], track_total_hits: true };
  const buckets = aggs.filter(({ schema }) => schema !== "metric");
  const below = buckets.reduceRight<object | undefined>(
    (inner, agg) => ({ part: { ...aggregationOf(agg), ...(inner && { aggs: inner }) } }),
    undefined,
  );
  return { size: 0, track_total_hits: true, query: found(kuery), ...(below && { aggs: below }) };
}

function aggregationOf({ type, params }: VisAggregation): object {
  switch (type) {
    case "terms":
      return { terms: { field: params["field"], size: params["size"] } };
    case "date_histogram":
      return { auto_date_histogram: { field: params["field"], buckets: 24 } };
    case "filters": {
      const filters = params["filters"] as { label: string; input: { query: string } }[];
      const named = filters.map(({ label, input }) => [label, found(input.query)] as const);
      return { filters: { filters: Object.fromEntries(named) } };
    }
    default:
      throw new Error(`the preview does not know the aggregation ${type}`);
  }
}
