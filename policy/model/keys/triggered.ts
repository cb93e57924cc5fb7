import * as z from "zod";

import { findings } from "./findings";
import { labels, ruleId, text } from "./values";

/** Where a response runs that does not say it. */
export const LOCATION = "local";

/** Which agents have a response. */
export const placement = z
  .strictObject({
    agents: z.array(text).describe("Names of agents.").exactOptional(),
    locations: z.array(text).describe("Locations: hel1, nbg1.").exactOptional(),
    labels: labels
      .describe("Labels that the agent carries with exactly these values.")
      .exactOptional(),
  })
  .describe(
    "Which agents have the response: those that match every field; without fields, all agents.",
  );

const location = z
  .union([
    z.enum(["local", "server", "all"]),
    z.strictObject({
      agentId: z
        .string()
        .regex(/^\d{3,}$/)
        .describe("Id of one agent: 001."),
    }),
  ])
  .describe(
    `Where it runs: on the agent that reported, on the manager, everywhere, on one agent. Default: ${LOCATION}.`,
  );

/** What every response has that alerts trigger. */
export const triggered = {
  rules: z
    .array(ruleId)
    .exactOptional()
    .describe("Ids of rules that trigger it, ORed. Default: none; then groups or level select."),
  groups: z
    .array(text)
    .exactOptional()
    .describe("Groups of rules that trigger it; Wazuh matches each as an unanchored pattern."),
  level: z
    .number()
    .int()
    .exactOptional()
    .describe("Lowest level of a rule that triggers it; ANDed with groups."),
  location: location.exactOptional(),
  on: placement.exactOptional(),
  findings: findings.exactOptional(),
};
