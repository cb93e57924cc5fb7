import { FIELD } from "./fields";
import type { Kind } from "./kinds";
import { COUNT, type Aggregation, type Visualization } from "./visualization";

/** Bars over time, stacked by kind. */
export function overTimeOf(
  shown: Pick<Visualization, "id" | "title" | "description" | "query">,
  kinds: readonly Kind[],
): Visualization {
  return { ...shown, type: "histogram", params: BARS, aggs: barsBy(kinds) };
}

const BARS = {
  grid: { categoryLines: false },
  categoryAxes: [
    {
      id: "CategoryAxis-1",
      type: "category",
      position: "bottom",
      show: true,
      style: {},
      scale: { type: "linear" },
      labels: { show: true, filter: true, truncate: 100 },
      title: {},
    },
  ],
  valueAxes: [
    {
      id: "ValueAxis-1",
      name: "LeftAxis-1",
      type: "value",
      position: "left",
      show: true,
      style: {},
      scale: { type: "linear", mode: "normal" },
      labels: { show: true, rotate: 0, filter: false, truncate: 100 },
      title: { text: "Responses" },
    },
  ],
  seriesParams: [
    {
      show: true,
      type: "histogram",
      mode: "stacked",
      data: { label: "Responses", id: COUNT.id },
      valueAxis: "ValueAxis-1",
      drawLinesBetweenPoints: true,
      lineWidth: 2,
      showCircles: true,
    },
  ],
  addTooltip: true,
  addLegend: true,
  legendPosition: "right",
  times: [],
  addTimeMarker: false,
  labels: { show: false },
  thresholdLine: { show: false, value: 10, width: 1, style: "full", color: "#E7664C" },
};

function barsBy(kinds: readonly Kind[]): readonly Aggregation[] {
  return [
    { ...COUNT, params: { customLabel: "Responses" } },
    {
      id: "2",
      enabled: true,
      type: "date_histogram",
      schema: "segment",
      params: {
        field: FIELD.time,
        useNormalizedOpenSearchInterval: true,
        scaleMetricValues: false,
        interval: "auto",
        drop_partials: false,
        min_doc_count: 1,
        extended_bounds: {},
      },
    },
    {
      id: "3",
      enabled: true,
      type: "filters",
      schema: "group",
      params: {
        filters: kinds.map(({ label, query }) => ({ input: { query, language: "kuery" }, label })),
      },
    },
  ];
}
