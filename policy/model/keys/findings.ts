import * as z from "zod";

import { seconds, text } from "./values";

/** Kinds of findings that Wazuh 5 keeps apart, a data stream each: plugins/setup of wazuh-indexer-plugins, 5.0.0-beta3. */
export const CATEGORIES = [
  "access-management",
  "applications",
  "cloud-services",
  "network-activity",
  "other",
  "security",
  "system-activity",
  "unclassified",
] as const;

/** Where the findings of a response are that does not say it: those of Linux hosts, sshd's too. */
export const CATEGORY = "system-activity";

/** What triggers a response in Wazuh 5 (beta), where rules have other ids and nothing counts. */
export const findings = z
  .strictObject({
    rules: z
      .array(text)
      .min(1)
      .exactOptional()
      .describe("Ids (UUIDs) of rules of Wazuh 5 that trigger it, ORed; never titles."),
    query: text
      .exactOptional()
      .describe("In the place of rules: a query for findings, in the words of query_string."),
    category: z
      .enum(CATEGORIES)
      .exactOptional()
      .describe(`Which findings are asked. Default: ${CATEGORY}.`),
    count: z
      .number()
      .int()
      .positive()
      .exactOptional()
      .describe(
        "How many findings of one source the script on the host awaits before it acts. Default: what the rules of 4.14 count, or 1.",
      ),
    within: seconds
      .exactOptional()
      .describe("In how much time it counts them. Default: what the rules of 4.14 count in."),
  })
  .describe(
    "What triggers it in Wazuh 5 (beta), for `migrate` alone: rules have other ids there. Wazuh 4.14 gets nothing of it.",
  );
