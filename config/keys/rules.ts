import { z } from "zod";

import { text } from "./values";

const field = z.strictObject({
  name: text.describe("Field of the decoded event: audit.exe."),
  pattern: text.describe("Rendered as it is; it may not hold <."),
  type: z.enum(["osregex", "osmatch", "pcre2"]).optional().describe("Default: pcre2."),
  negate: z.boolean().optional().describe("The field must not match."),
});

/** A rule of the user's own, rendered into our file of etc/rules. */
export const rule = z.strictObject({
  id: z.number().int().describe("100000 to 120000."),
  level: z.number().int().describe("0 to 16; at 0 it triggers nothing."),
  description: text.describe("What the alert says."),
  ifSid: z.array(z.number().int()).optional().describe("Rules that must have matched before."),
  ifMatchedSid: z.number().int().optional().describe("Rule that is counted."),
  ifGroup: text.optional().describe("Group of rules that must have matched before."),
  frequency: z.number().int().positive().optional().describe("How often, within timeframe."),
  timeframe: z.number().int().positive().optional().describe("Seconds."),
  sameSourceIp: z.boolean().optional().describe("Counted for each source address apart."),
  fields: z.array(field).optional().describe("Conditions on fields."),
  match: text.optional().describe("Words of the log line, by Wazuh's own simple pattern."),
  groups: z.array(text).optional().describe("Groups that the rule belongs to."),
});
