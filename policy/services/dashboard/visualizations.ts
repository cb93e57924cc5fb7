import { BLOCKED, OTHER, RESPONSE_RULES } from "../logCollection/rules";
import { FIELD, isRule } from "./fields";
import { KINDS, QUIET, QUIET_KINDS, SPARED_DECISIONS } from "./kinds";
import { overTimeOf } from "./overTime";
import { COUNT, termsOf, type Visualization } from "./visualization";

const overTime = overTimeOf(
  {
    id: "over-time",
    title: "Active responses over time",
    description: "What responses did, by kind.",
    query: isRule(RESPONSE_RULES),
  },
  KINDS,
);

const withoutBlocks = overTimeOf(
  {
    id: "without-blocks",
    title: "Active responses without blocks",
    description:
      "Processes killed, hosts isolated or released, accounts locked, and what failed, was stopped, refused or white-listed.",
    query: QUIET,
  },
  QUIET_KINDS,
);

const TABLE = {
  perPage: 10,
  showPartialRows: false,
  showMetricsAtAllLevels: false,
  showTotal: false,
  totalFunc: "sum",
  percentageCol: "",
};

const topAddresses: Visualization = {
  id: "top-addresses",
  title: "Top blocked addresses",
  description: "Addresses that were blocked most often, on all agents.",
  query: isRule(BLOCKED),
  type: "table",
  params: TABLE,
  aggs: [
    { ...COUNT, params: { customLabel: "Blocks" } },
    termsOf(FIELD.address, 20, "Address", "bucket"),
  ],
};

const byCause: Visualization = {
  id: "by-cause",
  title: "Active responses by causing rule",
  description: "The rules whose alerts made responses act.",
  query: `${isRule(BLOCKED)} or ${isRule(OTHER)}`,
  type: "table",
  params: TABLE,
  aggs: [
    { ...COUNT, params: { customLabel: "Responses" } },
    termsOf(FIELD.cause, 20, "Causing rule", "bucket"),
  ],
};

const spared: Visualization = {
  id: "spared",
  title: "Refused and white-listed",
  description:
    "Addresses that were not blocked: white-listed, refused, or not proved by the line. Needs logs.decisionRule.",
  query: SPARED_DECISIONS,
  type: "table",
  params: TABLE,
  aggs: [
    { ...COUNT, params: { customLabel: "Decisions" } },
    termsOf(FIELD.subject, 20, "Address", "bucket"),
    termsOf(FIELD.decision, 5, "Decision", "bucket", "3"),
    termsOf(FIELD.decisionCause, 5, "Causing rule", "bucket", "4"),
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

/** The visualizations, in the order of the dashboard. */
export const VISUALIZATIONS: readonly Visualization[] = [
  overTime,
  withoutBlocks,
  topAddresses,
  byAgent,
  byCause,
  spared,
];
