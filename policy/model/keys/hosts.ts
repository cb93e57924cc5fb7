import * as z from "zod";

import { hostKey, labels, sshPort, text } from "./values";

/** A manager node or an agent at an address. */
export const host = z.strictObject({
  name: text.describe("Name in Wazuh and in Pulumi, unique in the fleet."),
  host: text.describe("Address or name that SSH connects to."),
  port: sshPort,
  hostKey,
  location: text.exactOptional().describe("hel1, nbg1, ..."),
  labels: labels.exactOptional().describe("For the placement of responses."),
  addresses: z
    .array(text)
    .exactOptional()
    .describe("Its other addresses, for the white list and for what is never blocked."),
  version: text
    .exactOptional()
    .describe(
      "Version of Wazuh there, such as 4.12.0, for what lint and plan say of it (docs/versions.md); 4.9 to 4.14 are supported. 5 is refused for a manager, and for an agent rollout.wazuh5 says. Default: 4.14, and what the host itself says at each apply.",
    ),
});

/** User and group that a secret file belongs to where none is written. */
export const SECRET_OWNER = "root";

/** A secret file on hosts. */
export const secretFile = z.strictObject({
  path: z
    .string()
    .regex(/^\/[\w./-]+$/)
    .describe("Absolute path on the hosts; its folder exists."),
  content: z.string().describe("Set it as a secret."),
  hosts: z.array(text).min(1).describe("Names of the hosts that get it."),
  owner: text.exactOptional().describe(`Default: ${SECRET_OWNER}.`),
  group: text.exactOptional().describe(`Default: ${SECRET_OWNER}.`),
});
