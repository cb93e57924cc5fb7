/**
 * Fields of an alert in the index wazuh-alerts-*, as Wazuh 4.14 writes them. Where they come from: analysisd's decoders of
 * active-responses.log put every part of the JSON below `data`, take the address a second time into `data.srcip` and the
 * account into `data.dstuser`; the lines of the old form have srcip, script and type. All of them are keywords.
 */
export const FIELD = {
  time: "timestamp",
  agent: "agent.name",
  /** The label of that name which an agent has in its own ossec.conf or its group's. */
  location: "agent.labels.location",
  ruleId: "rule.id",
  ruleDescription: "rule.description",
  ruleGroups: "rule.groups",
  /** `add` or `delete`; lines about a decision have none. */
  command: "data.command",
  program: "data.parameters.program",
  /** Name of the executable that wrote the line. */
  origin: "data.origin.name",
  /** Of both forms of the log. */
  address: "data.srcip",
  process: "data.parameters.alert.data.process.name",
  account: "data.dstuser",
  decision: "data.active_response.decision",
  subject: "data.active_response.subject",
  /** Rule that caused an action; `rule.id` is the rule that saw its line, 651 and the like. */
  cause: "data.parameters.alert.rule.id",
  /** The same in a line about a decision. */
  decisionCause: "data.active_response.rule",
  /** For a block: for how long. */
  why: "data.active_response.why",
} as const;

/** Condition that a rule is one of these. */
export function isRule(rules: readonly number[]): string {
  return `${FIELD.ruleId}: (${rules.join(" or ")})`;
}
