import { z } from "zod";

/** What marks a value that only the stack's owner can give: preview warns, `up` refuses and names the key. */
export const FILL_IN = "FILL-IN";

const text = z.string().min(1);
const seconds = z.union([z.number().int().nonnegative(), z.string()]);
const labels = z.record(z.string(), z.string());

const placement = z
  .strictObject({ agents: z.array(text), locations: z.array(text), labels })
  .partial()
  .describe(
    "Which agents have the response: those that match every field; none given is all agents.",
  );

const location = z.union([
  z.enum(["local", "server", "all"]),
  z.strictObject({ agentId: z.string().regex(/^\d{3,}$/) }),
]);

const triggered = {
  rules: z.array(z.number().int()).describe("Ids of rules that trigger it, ORed."),
  groups: z.array(text).optional(),
  level: z.number().int().optional(),
  location: location.optional(),
  on: placement.optional(),
};

const allow = z.strictObject({
  to: text.describe("Address, network or interface that stays reachable."),
  reason: text,
  ports: z.array(z.number().int().min(1).max(65_535)).optional(),
  protocol: z.enum(["tcp", "udp"]).optional(),
  direction: z.enum(["in", "out"]).optional(),
});

const response = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("block-ip"),
    ...triggered,
    timeout: seconds.describe("Seconds, or 90m, 1h; 0 is for ever."),
    command: text.optional(),
    backend: z.enum(["nftables", "iptables"]).optional(),
    fallback: z.boolean().optional(),
    storm: z.number().int().positive().optional(),
    breaker: z.number().int().nonnegative().optional(),
  }),
  z.strictObject({
    kind: z.literal("kill-process"),
    ...triggered,
    processes: z.array(text).min(1),
    command: text.optional(),
  }),
  z.strictObject({
    kind: z.literal("disable-account"),
    ...triggered,
    timeout: seconds,
    protect: z.array(text),
    command: text.optional(),
  }),
  z.strictObject({
    kind: z.literal("isolate-host"),
    allow: z.array(allow),
    releaseAfter: seconds.optional(),
    on: placement.optional(),
  }),
  z.strictObject({
    kind: z.literal("custom"),
    ...triggered,
    command: text,
    executable: text,
    script: z.string().optional(),
    timeout: seconds.optional(),
    extraArgs: z.array(text).optional(),
    tools: z.array(text).optional(),
  }),
]);

const rule = z.strictObject({
  id: z.number().int(),
  level: z.number().int(),
  description: text,
  ifSid: z.array(z.number().int()).optional(),
  ifMatchedSid: z.number().int().optional(),
  ifGroup: text.optional(),
  frequency: z.number().int().positive().optional(),
  timeframe: z.number().int().positive().optional(),
  sameSourceIp: z.boolean().optional(),
  fields: z
    .array(
      z.strictObject({
        name: text,
        pattern: text,
        type: z.enum(["osregex", "osmatch", "pcre2"]).optional(),
        negate: z.boolean().optional(),
      }),
    )
    .optional(),
  match: text.optional(),
  groups: z.array(text).optional(),
});

const port = z.number().int().min(1).max(65_535);

const bastion = z.strictObject({
  host: text,
  port: port.optional(),
  user: text.optional(),
  hostKey: text.describe("One authorized_keys line: ssh-ed25519 AAAA..."),
  privateKeyFile: text.optional(),
  privateKey: z.string().optional(),
});

const ssh = z.strictObject({
  user: text.optional(),
  privateKeyFile: text.optional().describe("Path of a private key; ~ is the home folder."),
  privateKey: z.string().optional().describe("The key itself; set it as a secret."),
  privateKeyPassword: z.string().optional(),
  agentSocketPath: text.optional(),
  sudo: z.boolean().optional().describe("Run the installer by sudo -n."),
  proxy: bastion.optional(),
  dialErrorLimit: z.number().int().nonnegative().optional(),
  perDialTimeout: z.number().int().positive().optional().describe("Seconds."),
});

const host = z.strictObject({
  name: text,
  host: text.describe("Address or name that SSH connects to."),
  port: port.optional(),
  hostKey: text.describe("One authorized_keys line: ssh-ed25519 AAAA..."),
  location: text.optional(),
  labels: labels.optional(),
  addresses: z.array(text).optional(),
  version: text.optional().describe("Version of Wazuh there, as 4.14.7; 5 is refused."),
});

const whitelistEntry = z.strictObject({
  address: text,
  name: text,
  reason: text.optional(),
  owner: text.optional(),
  expires: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
});

const secretFile = z.strictObject({
  path: z
    .string()
    .regex(/^\/[\w./-]+$/)
    .describe("Absolute path on the hosts; its folder exists."),
  content: z.string().describe("Set it as a secret."),
  hosts: z.array(text).min(1).describe("Names of the hosts that get it."),
  owner: text.optional().describe("Default: root."),
  group: text.optional().describe("Default: root."),
});

const rollout = z
  .strictObject({
    canary: text.describe(
      "Agent that is rolled out first; when it fails, nothing else is touched.",
    ),
    parallel: z.number().int().positive().describe("Agents rolled out side by side. Default: 8."),
    offline: z
      .enum(["fail", "warn"])
      .describe(
        "An agent whose SSH port does not answer: stop before the manager, or pass it over with a warning. Default: fail.",
      ),
    maxOffline: z
      .number()
      .int()
      .nonnegative()
      .describe("With offline: warn, agents that may be off before the rollout stops. Default: 1."),
    skip: z
      .array(text)
      .describe(
        "Agents to pass over in this run; left as they are, brought up to date by a later run.",
      ),
    gone: z
      .array(text)
      .describe(
        "Agents that no longer exist: passed over, and nothing is undone on them when they leave the stack.",
      ),
    wait: z
      .number()
      .int()
      .min(10)
      .max(3600)
      .describe(
        "Seconds that a manager may take to reload, and a worker to get its rules. Default: 120.",
      ),
  })
  .partial();

const hostName = text
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)
  .describe("Name of the host and of the agent: small letters, digits and dashes.");

const server = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("create"),
      name: hostName,
      type: text.describe("Server type, as Hetzner calls it: cx23, cax11."),
      image: text.optional().describe("A Debian image with cloud-init. Default: debian-12."),
      location: text.describe("hel1, nbg1, fsn1, ..."),
      sshKeys: z
        .array(text)
        .min(1)
        .describe("Names or ids of SSH keys in the Hetzner project; one must be the key of `ssh`."),
      labels: labels.optional(),
      networkId: z.number().int().positive().optional().describe("Private network to attach."),
      privateIp: text.optional().describe("Address in the private network."),
      reach: z
        .enum(["public", "private"])
        .optional()
        .describe("Which of its addresses SSH connects to. Default: public."),
      packages: z.array(text).optional().describe("Further Debian packages."),
      groups: z.array(text).optional().describe("Groups of the agent in Wazuh."),
      addresses: z
        .array(text)
        .optional()
        .describe("Further addresses (tailnet) for the white list."),
      protect: z
        .boolean()
        .optional()
        .describe("Neither Pulumi nor Hetzner deletes it before this is false. Default: true."),
    })
    .describe("A server that the program makes; cloud-init brings the agent."),
  z
    .strictObject({
      kind: z.literal("existing"),
      name: hostName,
      server: text.optional().describe("Its name at Hetzner. Default: name, without a selector."),
      selector: text.optional().describe("Label selector that exactly one server matches."),
      hostKey: text.describe("One authorized_keys line: ssh-ed25519 AAAA..."),
      port: port.optional(),
      reach: z.enum(["public", "private"]).optional(),
      labels: labels.optional().describe("Beside the labels that the server has at Hetzner."),
      addresses: z.array(text).optional(),
    })
    .describe("A server that exists: looked up at every run, never changed, never deleted."),
]);

const hetzner = z
  .strictObject({
    servers: z.array(server),
    managerAddress: text
      .optional()
      .describe("Manager as new agents reach it. Default: manager.host."),
    wazuhVersion: z
      .string()
      .regex(/^4\.\d+\.\d+$/)
      .optional()
      .describe("Version of new agents. Default: what the manager runs."),
    enrolmentPassword: z
      .string()
      .regex(/^[^\r\n]+$/)
      .optional()
      .describe("Password for enrolling with the manager; set it as a secret."),
    sshFrom: z
      .array(text)
      .optional()
      .describe("Who may open SSH to new servers. Default: the bastion of ssh.proxy."),
    tailnet: z
      .boolean()
      .optional()
      .describe("New servers are in the tailnet: lets WireGuard (UDP 41641) in."),
  })
  .describe("Agents on Hetzner servers that the program makes or looks up.");

const link = z.discriminatedUnion("role", [
  z.strictObject({ role: z.literal("all") }),
  z
    .strictObject({
      role: z.literal("manager"),
      locations: z
        .record(z.string(), text)
        .describe("Location -> its stack: organization/project/stack."),
    })
    .describe("The manager and the white list; each location's agents are a stack of their own."),
  z
    .strictObject({
      role: z.literal("location"),
      managerStack: text.describe("organization/project/stack that holds the manager."),
    })
    .describe("Agents of one location; the white list comes from the manager's stack."),
]);

/** Every key of the stack configuration, without the project's prefix. The source of the JSON schema too. */
export const stackSchema = z.strictObject({
  ssh,
  manager: host,
  workers: z.array(host).optional(),
  agents: z.array(host),
  whitelist: z
    .record(z.string(), z.array(whitelistEntry))
    .optional()
    .describe("Required, but for the stack of a location, which has it from the manager's stack."),
  responses: z.array(response),
  rules: z.array(rule).optional(),
  ignoreWindow: z.enum(["remove", "keep"]).optional(),
  rollout: rollout.optional(),
  secrets: z
    .array(secretFile)
    .optional()
    .describe("Secret files on hosts (mode 0600), sent apart from everything else."),
  hetzner: hetzner.optional(),
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
export type HostInput = z.infer<typeof host>;
/** One Hetzner server of the stack configuration. */
export type ServerInput = z.infer<typeof server>;
/** What new and looked-up servers have in common. */
export type HetznerInput = z.infer<typeof hetzner>;
/** How stacks share a fleet. */
export type StackLink = z.infer<typeof link>;
