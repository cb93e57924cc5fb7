import { z } from "zod";

import { hetzner, server } from "./keys/hetzner";
import { host, secretFile } from "./keys/hosts";
import { link } from "./keys/link";
import { neverBlocked, provenance } from "./keys/provenance";
import { lint } from "./keys/lint";
import { response } from "./keys/responses";
import { rollout } from "./keys/rollout";
import { rule } from "./keys/rules";
import { dashboard, graylog, logs } from "./keys/services";
import { ssh } from "./keys/ssh";
import { text } from "./keys/values";
import { whitelistEntry } from "./keys/whitelist";

const api = z
  .strictObject({
    url: z
      .string()
      .regex(/^https:\/\/[^/\s@]+$/)
      .describe("Where the manager's API listens: https://wazuh.example:55000, no path, no name."),
    user: text.optional().describe("Its user. Default: the environment's WAZUH_API_USER."),
    password: text
      .optional()
      .describe("Set it as a secret. Default: the environment's WAZUH_API_PASSWORD."),
    certificate: z
      .string()
      .regex(/^(?:FILL-IN.*|[0-9A-Fa-f]{2}(?::?[0-9A-Fa-f]{2}){31})$/)
      .optional()
      .describe(
        "SHA-256 fingerprint of the certificate that the API shows, for the self-signed one of an installation.",
      ),
    caFile: text.optional().describe("PEM file of the authority that signed its certificate."),
  })
  .describe("The REST API of the manager, for the operator's verbs. Without it they go over SSH.");

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
  responses: z.array(response).describe("What alerts, or an operator, set off."),
  rules: z
    .array(rule)
    .optional()
    .describe("Rules of your own; 100050 is made from kill-process where it is not given."),
  ignoreWindow: z
    .enum(["remove", "keep"])
    .optional()
    .describe("What becomes of the ignore window of bound stock rules. Default: remove."),
  mode: z
    .enum(["enforce", "observe"])
    .optional()
    .describe(
      "observe: everything is rolled out and verified, and each response only logs what it would have done. Default: enforce.",
    ),
  provenance: provenance.optional(),
  neverBlock: z
    .array(neverBlocked)
    .optional()
    .describe(
      "Reverse proxies, load balancers and the like: no response ever blocks them, on any host. An empty list says that there are none.",
    ),
  managerRules: z
    .array(z.number().int())
    .optional()
    .describe(
      "Ids of rules in the manager's own files of etc/rules that responses are bound to; they stay there.",
    ),
  adopt: z
    .record(z.string(), z.array(text))
    .optional()
    .describe(
      "Manager -> texts of its ossec.conf that our part takes over, exactly as they stand there. Written by adopt.",
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
  lint: lint.optional().describe("What lint is told."),
  stack: link.optional().describe("How stacks share a fleet. Default: this one holds all of it."),
  repair: z
    .record(z.string(), text)
    .optional()
    .describe(
      "Hosts that the next up brings back to their state: host -> when drift was seen. Written by check --fix.",
    ),
});

/** The stack configuration as it stands in the file, shape checked, values not yet. */
export type StackInput = z.infer<typeof stackSchema>;
/** One host of the stack configuration. */
export type HostInput = z.infer<typeof host> & {
  /** User that SSH logs in as, where the program and not the stack decides it; see config/login.ts. @default ssh.user */
  readonly user?: string;
};
/** One Hetzner server of the stack configuration. */
export type ServerInput = z.infer<typeof server>;
/** What new and looked-up servers have in common. */
export type HetznerInput = z.infer<typeof hetzner>;
/** How the operator's verbs reach the manager's API. */
export type ApiInput = z.infer<typeof api>;
/** How stacks share a fleet. */
export type StackLink = z.infer<typeof link>;
