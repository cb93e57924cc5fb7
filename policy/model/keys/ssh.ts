import * as z from "zod";

import { hostKey, sshPort, text } from "./values";

/** How hosts are reached where nothing is written; the user of the bastion is the same. */
export const SSH = { user: "root", sudo: false, dialErrorLimit: 10, perDialTimeout: 15 } as const;

const bastion = z.strictObject({
  host: text.describe("Address or name of the bastion."),
  port: sshPort,
  user: text.optional().describe(`Default: ${SSH.user}.`),
  hostKey,
  privateKeyFile: text.optional().describe("Its own key. Default: that of ssh."),
  privateKey: z.string().optional().describe("The key itself; set it as a secret."),
});

/** How hosts are reached. */
export const ssh = z.strictObject({
  user: text.optional().describe(`Default: ${SSH.user}.`),
  privateKeyFile: text.optional().describe("Path of a private key; ~ is the home folder."),
  privateKey: z.string().optional().describe("The key itself; set it as a secret."),
  privateKeyPassword: z.string().optional().describe("Of the key; set it as a secret."),
  agentSocketPath: text.optional().describe("Socket of an ssh-agent that holds the key."),
  sudo: z.boolean().optional().describe(`Run the installer with sudo -n. Default: ${SSH.sudo}.`),
  proxy: bastion.optional().describe("A bastion that every connection goes through."),
  dialErrorLimit: z
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe(`Tries to reach a host. Default: ${SSH.dialErrorLimit}.`),
  perDialTimeout: z
    .number()
    .int()
    .positive()
    .optional()
    .describe(`Seconds per try. Default: ${SSH.perDialTimeout}.`),
});
