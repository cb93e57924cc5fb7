import { z } from "zod";

import { hostKey, port, text } from "./values";

const bastion = z.strictObject({
  host: text.describe("Address or name of the bastion."),
  port: port.optional().describe("Default: 22."),
  user: text.optional().describe("Default: root."),
  hostKey,
  privateKeyFile: text.optional().describe("Its own key. Default: that of ssh."),
  privateKey: z.string().optional().describe("The key itself; set it as a secret."),
});

/** How hosts are reached. */
export const ssh = z.strictObject({
  user: text.optional().describe("Default: root."),
  privateKeyFile: text.optional().describe("Path of a private key; ~ is the home folder."),
  privateKey: z.string().optional().describe("The key itself; set it as a secret."),
  privateKeyPassword: z.string().optional().describe("Of the key; set it as a secret."),
  agentSocketPath: text.optional().describe("Socket of an ssh-agent that holds the key."),
  sudo: z.boolean().optional().describe("Run the installer by sudo -n. Default: false."),
  proxy: bastion.optional().describe("A bastion that every connection goes through."),
  dialErrorLimit: z
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe("Tries to reach a host. Default: 10."),
  perDialTimeout: z.number().int().positive().optional().describe("Seconds a try. Default: 15."),
});
