import * as z from "zod";

import { ruleId, text } from "./values";

/** How the pattern of a field is read where nothing is written. */
export const FIELD_TYPE = "pcre2";

const field = z.strictObject({
  name: text.describe("Field of the decoded event: audit.exe."),
  pattern: text.describe("Rendered as it is; it must not contain <."),
  type: z.enum(["osregex", "osmatch", "pcre2"]).exactOptional().describe(`Default: ${FIELD_TYPE}.`),
  negate: z.boolean().exactOptional().describe("The field must not match."),
});

/** A rule of the user's own, rendered into our file of etc/rules. */
export const rule = z.strictObject({
  id: ruleId.describe("100000 to 120000."),
  level: z.number().int().describe("0 to 16; at 0 it triggers nothing."),
  description: text.describe("What the alert says."),
  ifSid: z.array(ruleId).exactOptional().describe("Rules that must have matched before."),
  ifMatchedSid: ruleId.exactOptional().describe("Rule that is counted."),
  ifGroup: text.exactOptional().describe("Group of rules that must have matched before."),
  frequency: z.number().int().positive().exactOptional().describe("How often, within timeframe."),
  timeframe: z.number().int().positive().exactOptional().describe("Seconds."),
  sameSourceIp: z.boolean().exactOptional().describe("Counted separately for each source address."),
  fields: z.array(field).exactOptional().describe("Conditions on fields."),
  match: text.exactOptional().describe("Words of the log line, by Wazuh's own simple pattern."),
  groups: z.array(text).exactOptional().describe("Groups that the rule belongs to."),
});
