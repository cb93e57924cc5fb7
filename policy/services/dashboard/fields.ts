/**
 * Fields of an alert in the index wazuh-alerts-*, as Wazuh 4.14 writes them. Where they come from: analysisd's decoders of
 * active-responses.log put every part of the JSON below `data`, take the address a second time into `data.srcip` and the
 * account into `data.dstuser`; the lines of the old form have srcip, script and type. All of them are keywords.
 */
export const FIELD = {
  time: "timestamp",
  agent: "agent.name",
  ruleId: "rule.id",
  ruleDescription: "rule.description",
  ruleGroups: "rule.groups",
  /** `add` or `delete`; lines about a decision have none. */
  command: "data.command",
  program: "data.parameters.program",
  /** Of both forms of the log. */
  address: "data.srcip",
  process: "data.parameters.alert.data.process.name",
  account: "data.dstuser",
  decision: "data.active_response.decision",
  subject: "data.active_response.subject",
  /** For a block: for how long. */
  why: "data.active_response.why",
} as const;

/** Condition that a rule is one of these. */
export function isRule(rules: readonly number[]): string {
  return `${FIELD.ruleId}: (${rules.join(" or ")})`;
}
