import { BLOCKED, RESPONSE_RULES } from "../logCollection/rules";
import { FIELD, isRule } from "./fields";
import { KINDS } from "./kinds";
import { COUNT, termsOf, type Visualization } from "./visualization";

const overTime: Visualization = {
  id: "over-time",
  title: "Active responses over time",
  description: "What responses did, by kind.",
  query: isRule(RESPONSE_RULES),
  type: "histogram",
  params: {
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
  },
  aggs: [
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
        filters: KINDS.map(({ label, query }) => ({ input: { query, language: "kuery" }, label })),
      },
    },
  ],
};

const topAddresses: Visualization = {
  id: "top-addresses",
  title: "Top blocked addresses",
  description: "Addresses that were blocked most often, on all agents.",
  query: isRule(BLOCKED),
  type: "table",
  params: {
    perPage: 10,
    showPartialRows: false,
    showMetricsAtAllLevels: false,
    showTotal: false,
    totalFunc: "sum",
    percentageCol: "",
  },
  aggs: [
    { ...COUNT, params: { customLabel: "Blocks" } },
    termsOf(FIELD.address, 20, "Address", "bucket"),
  ],
};

const byAgent: Visualization = {
  id: "by-agent",
  title: "Active responses by agent",
  description: "Where responses ran.",
  query: isRule(RESPONSE_RULES),
  type: "pie",
  params: {
    addTooltip: true,
    addLegend: true,
    legendPosition: "right",
    isDonut: true,
    labels: { show: false, values: true, last_level: true, truncate: 100 },
  },
  aggs: [COUNT, termsOf(FIELD.agent, 20, "Agent", "segment")],
};

/** The three visualizations, in the order of the dashboard. */
export const VISUALIZATIONS: readonly Visualization[] = [overTime, topAddresses, byAgent];
