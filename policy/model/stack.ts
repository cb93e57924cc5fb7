import * as z from "zod";

import { api } from "./keys/api";
import { hetzner, server } from "./keys/hetzner";
import { host, secretFile } from "./keys/hosts";
import { link } from "./keys/link";
import { lint } from "./keys/lint";
import { policyKeys } from "./keys/policy";
import { replay } from "./keys/replay";
import { rollout } from "./keys/rollout";
import { dashboard, graylog, logs } from "./keys/services";
import { ssh } from "./keys/ssh";
import { text } from "./keys/values";
import { whitelistEntry } from "./keys/whitelist";

/** Every key of the stack configuration, without the project's prefix. The source of the JSON schema too. */
export const stackSchema = z.strictObject({
  ssh: ssh.describe("How every host is reached."),
  manager: host.describe("The master."),
  workers: z.array(host).optional().describe("Further nodes of a cluster."),
  agents: z.array(host).describe("Agents at plain addresses."),
  agentsFile: text
    .optional()
    .describe(
      "YAML or JSON file with more agents, its path relative to Pulumi.yaml: for a stack of more than some 700 agents, whose configuration Pulumi could not hand to the program.",
    ),
  whitelist: z
    .record(z.string(), z.array(whitelistEntry))
    .optional()
    .describe(
      "Part (common, or a location) -> entries; every host gets every part. Required, but for the stack of a location, which has it from the manager's stack.",
    ),
  ...policyKeys,
  adopt: z
    .record(z.string(), z.array(text))
    .optional()
    .describe(
      "Manager -> texts of its ossec.conf that our part takes over, exactly as written there. Written by adopt.",
    ),
  rollout: rollout.optional().describe("Order of the rollout, and hosts that are off."),
  secrets: z
    .array(secretFile)
    .optional()
    .describe("Secret files on hosts (mode 0600), sent apart from everything else."),
  hetzner: hetzner.optional(),
  api: api.optional(),
  dashboard: dashboard.optional(),
  graylog: graylog.optional(),
  logs: logs.optional(),
  lint: lint.optional().describe("Settings of lint."),
  replay: replay.optional().describe("Settings of replay."),
  stack: link.optional().describe("How stacks share a fleet. Default: this one holds all of it."),
  repair: z
    .record(z.string(), text)
    .optional()
    .describe(
      "Hosts that the next up brings back to their state: host -> when drift was seen. Written by check --fix.",
    ),
});

/** The stack configuration as it stands in the file, shape checked, values not yet. */
export type StackInput = z.input<typeof stackSchema>;
/** One host of the stack configuration. */
export type HostInput = z.input<typeof host> & {
  /** User that SSH logs in as, where the program and not the stack decides it; see config/login.ts. @default ssh.user */
  readonly user?: string;
};
/** One Hetzner server of the stack configuration. */
export type ServerInput = z.input<typeof server>;
/** What new and looked-up servers have in common. */
export type HetznerInput = z.input<typeof hetzner>;
/** How the operator's verbs reach the manager's API. */
export type ApiInput = z.input<typeof api>;
/** How stacks share a fleet. */
export type StackLink = z.input<typeof link>;
