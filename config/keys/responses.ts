import { z } from "zod";

import { labels, port, seconds, text } from "./values";

const placement = z
  .strictObject({
    agents: z.array(text).describe("Names of agents."),
    locations: z.array(text).describe("Locations: hel1, nbg1."),
    labels: labels.describe("Labels that the agent carries with exactly these values."),
  })
  .partial()
  .describe(
    "Which agents have the response: those that match every field; none given is all agents.",
  );

const location = z
  .union([
    z.enum(["local", "server", "all"]),
    z.strictObject({
      agentId: z
        .string()
        .regex(/^\d{3,}$/)
        .describe("Id of one agent: 001."),
    }),
  ])
  .describe(
    "Where it runs: on the agent that reported, on the manager, everywhere, on one agent. Default: local.",
  );

const triggered = {
  rules: z.array(z.number().int()).describe("Ids of rules that trigger it, ORed."),
  groups: z
    .array(text)
    .optional()
    .describe("Groups of rules that trigger it; Wazuh matches each as an unanchored pattern."),
  level: z
    .number()
    .int()
    .optional()
    .describe("Least level of a rule that triggers it; ANDed with groups."),
  location: location.optional(),
  on: placement.optional(),
};

const allow = z.strictObject({
  to: text.describe(
    "Address, network, DNS name or interface that stays reachable. A name is looked up when the host is isolated, and pinned in its /etc/hosts.",
  ),
  interface: text
    .optional()
    .describe(
      "Only through this interface (tailscale0), where `to` is an address or a name. Default: any.",
    ),
  reason: text.describe("Why it must."),
  ports: z.array(port).optional().describe("Ports. Default: all."),
  protocol: z.enum(["tcp", "udp"]).optional().describe("Default: tcp."),
  direction: z
    .enum(["in", "out"])
    .optional()
    .describe("out: the host may connect to it; in: it may connect to the host. Default: out."),
});

const command = (name: string): z.ZodOptional<z.ZodString> =>
  text
    .optional()
    .describe(
      `Name of the command; with the timeout it is the name on the wire. Default: ${name}.`,
    );

/** Everything that an alert, or an operator, can set off. */
export const response = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("block-ip").describe("Blocks the source address of the alert."),
      ...triggered,
      timeout: seconds.describe("Seconds, or 90m, 1h; 0 is for ever."),
      command: command("firewall-drop"),
      backend: z
        .enum(["nftables", "iptables"])
        .optional()
        .describe("Our table, or the stock executable. Default: nftables."),
      fallback: z
        .boolean()
        .optional()
        .describe("A row with the stock executable for hosts without our script. Default: true."),
      storm: z
        .number()
        .int()
        .positive()
        .optional()
        .describe("Additions a minute above which each is marked as a storm. Default: 60."),
      breaker: z
        .number()
        .int()
        .nonnegative()
        .optional()
        .describe(
          "Additions a minute above which nothing more is blocked, the true attacker included; 0 is off. Default: 0.",
        ),
    })
    .describe("Blocks the source address of the alert, for a time that the kernel counts."),
  z
    .strictObject({
      kind: z.literal("kill-process").describe("Ends listed processes."),
      ...triggered,
      processes: z
        .array(text)
        .min(1)
        .describe("File names (xmrig) or paths (/tmp/x); the alert selects, it never adds."),
      command: command("kill-malicious-process"),
    })
    .describe("Ends processes whose executable is on the list."),
  z
    .strictObject({
      kind: z.literal("disable-account").describe("Locks the account of the alert."),
      ...triggered,
      timeout: seconds.describe("Seconds, or 90m, 1h; 0 is for ever."),
      protect: z
        .array(text)
        .describe(
          "Accounts that are never locked, beside root, those of the system, Wazuh's and those of ssh.",
        ),
      command: command("disable-account"),
    })
    .describe("Locks the account that the alert names."),
  z
    .strictObject({
      kind: z.literal("isolate-host").describe("Cuts a host off; by hand only."),
      allow: z.array(allow).describe("What stays reachable beside the manager and loopback."),
      releaseAfter: seconds
        .optional()
        .describe(
          "Released by itself after this time, counted while the host runs; 0 is never. Default: 0.",
        ),
      on: placement.optional(),
    })
    .describe("Cuts a host off, by hand only: it has no rules."),
  z
    .strictObject({
      kind: z.literal("custom").describe("A script of your own."),
      ...triggered,
      command: text.describe("Name of the command."),
      executable: text.describe("File name under active-response/bin."),
      script: z
        .string()
        .optional()
        .describe("Text of the script; none where the hosts have the executable already."),
      timeout: seconds.optional().describe("With a timeout it is stateful, and gets delete."),
      extraArgs: z.array(text).optional().describe("Handed to the script as extra_args."),
      tools: z.array(text).optional().describe("Executables that it needs on the host."),
    })
    .describe("A script of your own."),
]);
