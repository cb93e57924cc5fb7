import { z } from "zod";

import { hostKey, labels, port, text } from "./values";

/** A manager node or an agent at an address. */
export const host = z.strictObject({
  name: text.describe("Name in Wazuh and in Pulumi, unique in the fleet."),
  host: text.describe("Address or name that SSH connects to."),
  port: port.optional().describe("Default: 22."),
  hostKey,
  location: text.optional().describe("hel1, nbg1, ..."),
  labels: labels.optional().describe("For the placement of responses."),
  addresses: z
    .array(text)
    .optional()
    .describe("Further addresses of its own, for the white list and for what is never blocked."),
  version: text.optional().describe("Version of Wazuh there, as 4.14.7; 5 is refused."),
});

/** A secret file on hosts. */
export const secretFile = z.strictObject({
  path: z
    .string()
    .regex(/^\/[\w./-]+$/)
    .describe("Absolute path on the hosts; its folder exists."),
  content: z.string().describe("Set it as a secret."),
  hosts: z.array(text).min(1).describe("Names of the hosts that get it."),
  owner: text.optional().describe("Default: root."),
  group: text.optional().describe("Default: root."),
});
