import { z } from "zod";

import { whyNoServiceUrl } from "../../policy/services/url";
import { FILL_IN, text } from "./values";

const url = z
  .string()
  .refine((value) => value.startsWith(FILL_IN) || whyNoServiceUrl(value) === undefined, {
    error: ({ input }) => whyNoServiceUrl(String(input)),
  })
  .describe("As the manager's host reaches it: https://..., or http:// on that host itself.");
const secret = z.string().regex(/^[^\r\n]+$/, "is empty or holds a line break");
const caFile = z
  .string()
  .regex(/^\/[\w./-]+$/)
  .optional()
  .describe("File on the manager's host with the certificates to trust. Default: the system's.");
const repair = text
  .optional()
  .describe("When objects were seen to be missing; a new value brings all of them again.");
const seconds = z.union([z.number().int().positive(), z.string()]);
const mail = z.string().regex(/^(?:FILL-IN.*|[^\s@]+@[^\s@]+\.[^\s@]+)$/, "is no mail address");
const field = z.string().regex(/^[\w.@-]+$/);

/** Saved objects in the Wazuh dashboard. */
export const dashboard = z
  .strictObject({
    url,
    user: z
      .string()
      .regex(/^(?:FILL-IN.*|[^:\r\n]+)$/)
      .describe("Who may write saved objects of the tenant."),
    password: secret.describe("Set it as a secret."),
    tenant: z
      .string()
      .regex(/^[\w.-]+$/)
      .optional()
      .describe("Tenant that sees the objects. Default: global."),
    indexPattern: z
      .string()
      .regex(/^[\w.*-]+$/)
      .optional()
      .describe("Id of the index pattern of alerts. Default: wazuh-alerts-*."),
    caFile,
    repair,
  })
  .describe("Saved search, visualizations and dashboard about active response.");

const notification = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("http").describe("Graylog calls a URL."),
    url: z.url({ protocol: /^https?$/ }).describe("What Graylog calls; on its own list of URLs."),
  }),
  z.strictObject({
    kind: z.literal("email").describe("Graylog writes a mail."),
    to: z.array(mail).min(1).describe("Addresses that get it."),
    sender: z.email().optional().describe("Default: the sender of Graylog's own configuration."),
  }),
]);

/** Stream and event definitions in Graylog. */
export const graylog = z
  .strictObject({
    url,
    token: z
      .string()
      .regex(/^(?:FILL-IN.*|[^:\r\n]+)$/)
      .describe("Access token of a user of Graylog; set it as a secret."),
    title: z
      .string()
      .regex(/^[^"\\\r\n]+$/)
      .optional()
      .describe("Title of the stream, and beginning of the others. Default: Active response."),
    indexSet: z
      .string()
      .regex(/^[\da-f]{24}$/)
      .optional()
      .describe("Id of the stream's index set. Default: the default index set."),
    fields: z
      .strictObject({
        ruleId: field.describe("Id of the rule."),
        agent: field.describe("Name of the agent."),
        address: field.describe("Address that was blocked."),
      })
      .partial()
      .optional()
      .describe("Names of fields in Graylog. Default: rule_id, agent_name, data_srcip."),
    manyBlocks: z
      .strictObject({
        count: z.number().int().positive().describe("Blocks on all agents together."),
        within: seconds.describe("Seconds, or 10m, 1h: from one minute to one day."),
        perAgent: z.number().int().positive().optional().describe("Blocks on one agent."),
      })
      .optional()
      .describe("An event when so many addresses are blocked in so short a time."),
    productionAddresses: z
      .array(text)
      .optional()
      .describe("Single addresses of production services; a block of one is an event."),
    notification: notification
      .optional()
      .describe("Who is told. Default: nobody; events are shown in Graylog."),
    caFile,
    repair,
  })
  .describe("Events about unusual active responses.");

/** What becomes of the log of active responses. */
export const logs = z
  .strictObject({
    decisionRule: z
      .number()
      .int()
      .min(100_000)
      .max(120_000)
      .optional()
      .describe(
        "Id of a rule that makes an alert of each decision (white-listed, refused, ...); without it they stay in the log of the host.",
      ),
    groups: z
      .array(
        z.strictObject({
          name: text.describe("Name of the group in Wazuh; it must exist on the manager."),
          agents: z
            .array(text)
            .optional()
            .describe(
              "Names of its agents whose own ossec.conf lacks the <localfile>. Default: every agent of the group that runs Linux.",
            ),
        }),
      )
      .optional()
      .describe(
        "Groups whose shared agent.conf collects the log: the master keeps one marked part there; a change makes the agents of the group reload. Default: none, each host's own ossec.conf collects it.",
      ),
  })
  .describe("The log of active responses on its way.");
