import * as z from "zod";

import { whyNoServiceUrl } from "../../services/url";
import { forward } from "./forward";
import { FILL_IN, text } from "./values";

const url = z
  .string()
  .refine((value) => value.startsWith(FILL_IN) || whyNoServiceUrl(value) === undefined, {
    error: ({ input }) => whyNoServiceUrl(String(input)),
  })
  .describe("As the manager's host reaches it: https://..., or http:// on that host itself.");
const secret = z.string().regex(/^[^\r\n]+$/, "is empty or contains a line break");
const caFile = z
  .string()
  .regex(/^\/[\w./-]+$/)
  .exactOptional()
  .describe("File on the manager's host with the certificates to trust. Default: the system's.");
const repair = text
  .exactOptional()
  .describe("When objects were seen to be missing; a new value brings all of them again.");
const seconds = z.union([z.number().int().positive(), z.string()]);
const mail = z
  .string()
  .regex(/^(?:FILL-IN.*|[^\s@]+@[^\s@]+\.[^\s@]+)$/, "is not a valid e-mail address");
const field = z.string().regex(/^[\w.@-]+$/);

/** What the dashboard takes where nothing is written; the Wazuh dashboard makes that index pattern itself. */
export const DASHBOARD = { tenant: "global", indexPattern: "wazuh-alerts-*" } as const;
/**
 * What Graylog takes where nothing is written. The fields are those of its JSON extractor on lines of alerts.json, its box
 * "Flatten structures" not ticked: ticked, it makes one field `rule` of all that is below it.
 */
export const GRAYLOG = {
  title: "Active response",
  fields: {
    ruleId: "rule_id",
    agent: "agent_name",
    address: "data_srcip",
    cause: "data_parameters_alert_rule_id",
    origin: "data_origin_name",
    decision: "data_active_response_decision",
    subject: "data_active_response_subject",
  },
  counts: "addresses",
  oncePer: "address",
  grace: 600,
} as const;

/** Events about single alerts, which are made unless others are named. */
export const GRAYLOG_EVENTS = ["isolation", "kill", "failure", "off"] as const;

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
      .exactOptional()
      .describe(`Tenant that sees the objects. Default: ${DASHBOARD.tenant}.`),
    indexPattern: z
      .string()
      .regex(/^[\w.*-]+$/)
      .exactOptional()
      .describe(`Id of the index pattern of alerts. Default: ${DASHBOARD.indexPattern}.`),
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
    kind: z.literal("email").describe("Graylog sends an e-mail."),
    to: z.array(mail).min(1).describe("Addresses that get it."),
    sender: z
      .email()
      .exactOptional()
      .describe("Default: the sender of Graylog's own configuration."),
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
      .exactOptional()
      .describe(`Title of the stream, and beginning of the others. Default: ${GRAYLOG.title}.`),
    indexSet: z
      .string()
      .regex(/^[\da-f]{24}$/)
      .exactOptional()
      .describe("Id of the stream's index set. Default: the default index set."),
    fields: z
      .strictObject({
        ruleId: field.describe("Id of the rule.").exactOptional(),
        agent: field.describe("Name of the agent.").exactOptional(),
        address: field.describe("Address that was blocked.").exactOptional(),
        cause: field.describe("Id of the rule that caused the response.").exactOptional(),
        origin: field.describe("Executable that wrote the line.").exactOptional(),
        decision: field.describe("Word of a decision.").exactOptional(),
        subject: field.describe("Whom a decision was about.").exactOptional(),
        prefix: field
          .describe("What stands before each default name: the extractor's key prefix.")
          .exactOptional(),
      })
      .exactOptional()
      .describe(
        `Names of fields in Graylog. Default: ${Object.values(GRAYLOG.fields).join(", ")}.`,
      ),
    manyBlocks: z
      .strictObject({
        count: z
          .number()
          .int()
          .positive()
          .describe("Addresses (or blocks) on all agents together."),
        within: seconds.describe("Seconds, or 10m, 1h: from one minute to one day."),
        perAgent: z
          .number()
          .int()
          .positive()
          .exactOptional()
          .describe("Addresses (or blocks) on one agent."),
        counts: z
          .enum(["addresses", "blocks"])
          .exactOptional()
          .describe(
            `What is counted: each address once, or each block. Default: ${GRAYLOG.counts}.`,
          ),
        every: seconds
          .exactOptional()
          .describe(
            "How often Graylog looks. Default: the window itself, so that no block is counted in two events; shorter is told sooner, and lists one burst several times.",
          ),
      })
      .exactOptional()
      .describe("An event when so many addresses are blocked in so short a time."),
    productionAddresses: z
      .array(text)
      .exactOptional()
      .describe("Single addresses of production services; a block of one is an event."),
    events: z
      .array(z.enum(GRAYLOG_EVENTS))
      .exactOptional()
      .describe(
        `Events about single alerts: a host isolated or released, a process killed, a response failed or stopped, responses switched off. The last two need logs.decisionRule. Default: ${GRAYLOG_EVENTS.join(", ")}.`,
      ),
    oncePer: z
      .enum(["address", "address-and-agent"])
      .exactOptional()
      .describe(
        `Whom a production address that is blocked on many agents is told for. Default: ${GRAYLOG.oncePer}, so that 200 agents are one notification.`,
      ),
    grace: seconds
      .exactOptional()
      .describe("For how long the same is not told again. Default: 10m."),
    notification: notification
      .exactOptional()
      .describe("Who is notified. Default: nobody; events are shown in Graylog."),
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
      .exactOptional()
      .describe(
        "Id of a rule that makes an alert of each decision (white-listed, refused, ...); without it they stay in the log of the host.",
      ),
    groups: z
      .array(
        z.strictObject({
          name: text.describe("Name of the group in Wazuh; it must exist on the manager."),
          agents: z
            .array(text)
            .exactOptional()
            .describe(
              "Names of its agents whose own ossec.conf lacks the <localfile>. Default: every agent of the group that runs Linux.",
            ),
        }),
      )
      .exactOptional()
      .describe(
        "Groups whose shared agent.conf collects the log: the master keeps one marked part there; a change makes the agents of the group reload. Default: none, each host's own ossec.conf collects it.",
      ),
    forward: forward.exactOptional(),
  })
  .describe("The log of active responses on its way.");
