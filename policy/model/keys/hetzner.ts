import * as z from "zod";

import { hostKey, labels, sshPort, text } from "./values";

const hostName = text
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)
  .describe("Name of the host and of the agent: lowercase letters, digits and dashes.");

/** What a server takes where nothing is written. */
export const SERVER = {
  image: "debian-12",
  reach: "public",
  protect: true,
} as const;

/** Groups, in Wazuh, of an agent that names none. */
export const AGENT_GROUPS: readonly string[] = ["default"];

/** One Hetzner server that is an agent. */
export const server = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("create").describe("The program creates it."),
      name: hostName,
      type: text.describe("Server type, as Hetzner calls it: cx23, cax11."),
      image: text
        .exactOptional()
        .describe(
          `An image with cloud-init: debian-12, debian-13, ubuntu-22.04 and ubuntu-24.04 are tested; rocky-9, rocky-10, alma-9, alma-10, centos-stream-9 and centos-stream-10 as docs/rhel.md says. Default: ${SERVER.image}.`,
        ),
      location: text.describe("hel1, nbg1, fsn1, ..."),
      sshKeys: z
        .array(text)
        .min(1)
        .describe("Names or ids of SSH keys in the Hetzner project; one must be the key of `ssh`."),
      labels: labels.exactOptional().describe("At Hetzner, and for the placement of responses."),
      networkId: z.number().int().positive().exactOptional().describe("Private network to attach."),
      privateIp: text.exactOptional().describe("Address in the private network."),
      reach: z
        .enum(["public", "private"])
        .exactOptional()
        .describe(`Which of its addresses SSH connects to. Default: ${SERVER.reach}.`),
      packages: z
        .array(text)
        .exactOptional()
        .describe("Further packages of the image's distribution."),
      groups: z.array(text).exactOptional().describe("Groups of the agent in Wazuh."),
      addresses: z
        .array(text)
        .exactOptional()
        .describe("Further addresses (tailnet) for the white list."),
      protect: z
        .boolean()
        .exactOptional()
        .describe(
          `While this is true, neither Pulumi nor Hetzner deletes it. Default: ${SERVER.protect}.`,
        ),
    })
    .describe("A server that the program creates; cloud-init installs the agent."),
  z
    .strictObject({
      kind: z.literal("existing").describe("It exists, and is looked up."),
      name: hostName,
      server: text
        .exactOptional()
        .describe("Its name at Hetzner. Default: name, without a selector."),
      selector: text.exactOptional().describe("Label selector that exactly one server matches."),
      hostKey,
      port: sshPort,
      reach: z
        .enum(["public", "private"])
        .exactOptional()
        .describe(`Which of its addresses SSH connects to. Default: ${SERVER.reach}.`),
      networkId: z
        .number()
        .int()
        .positive()
        .exactOptional()
        .describe(
          "With reach: private, the network by which it is reached; needed where it is in several.",
        ),
      labels: labels
        .exactOptional()
        .describe("In addition to the labels that the server has at Hetzner."),
      addresses: z
        .array(text)
        .exactOptional()
        .describe("Further addresses (tailnet) for the white list."),
    })
    .describe("A server that exists: looked up at every run, never changed, never deleted."),
]);

/** Agents on Hetzner servers. */
export const hetzner = z
  .strictObject({
    servers: z.array(server).describe("The servers; each is one agent."),
    managerAddress: text
      .exactOptional()
      .describe("Manager as new agents reach it. Default: manager.host."),
    wazuhVersion: z
      .string()
      .regex(/^4\.(?:9|1[0-4])\.\d+$/)
      .exactOptional()
      .describe("Version of new agents. Default: what the manager runs."),
    enrolmentPassword: z
      .string()
      .regex(/^[^\r\n]+$/)
      .exactOptional()
      .describe("Password for enrolling with the manager; set it as a secret."),
    sshFrom: z
      .array(text)
      .exactOptional()
      .describe(
        "Who may open SSH to the public addresses of new servers; [] where all are reached in private. Default: the bastion of ssh.proxy.",
      ),
    tailnet: z
      .boolean()
      .exactOptional()
      .describe("New servers are in the tailnet: lets WireGuard (UDP 41641) in."),
  })
  .describe("Agents on Hetzner servers that the program creates or looks up.");
