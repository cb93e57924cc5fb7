import { z } from "zod";

import { custom as run } from "./custom";
import { isolateHost } from "./isolation";
import { triggered } from "./triggered";
import { seconds, text } from "./values";

/** What block-ip takes where nothing is written. */
export const BLOCK_IP = {
  command: "firewall-drop",
  backend: "nftables",
  fallback: true,
  storm: 60,
  breaker: 0,
} as const;
/** Name of the command of kill-process where none is written. */
export const KILL_COMMAND = "kill-malicious-process";
/** Name of the command of disable-account where none is written. */
export const DISABLE_COMMAND = "disable-account";

const command = (name: string): z.ZodExactOptional<z.ZodString> =>
  text
    .exactOptional()
    .describe(
      `Name of the command; with the timeout it is the name on the wire. Default: ${name}.`,
    );

const blockIp = z
  .strictObject({
    kind: z.literal("block-ip").describe("Blocks the source address of the alert."),
    ...triggered,
    timeout: seconds.describe("Seconds, or 90m, 1h; 0 is for ever."),
    command: command(BLOCK_IP.command),
    backend: z
      .enum(["nftables", "iptables"])
      .exactOptional()
      .describe(`Our table, or the stock executable. Default: ${BLOCK_IP.backend}.`),
    fallback: z
      .boolean()
      .exactOptional()
      .describe(
        `A row with the stock executable for hosts without our script. Default: ${BLOCK_IP.fallback}.`,
      ),
    storm: z
      .number()
      .int()
      .positive()
      .exactOptional()
      .describe(
        `Additions a minute above which each is marked as a storm. Default: ${BLOCK_IP.storm}.`,
      ),
    breaker: z
      .number()
      .int()
      .nonnegative()
      .exactOptional()
      .describe(
        `Additions a minute above which nothing more is blocked, the true attacker included; 0 is off. Default: ${BLOCK_IP.breaker}.`,
      ),
  })
  .describe("Blocks the source address of the alert, for a time that the kernel counts.");

const killProcess = z
  .strictObject({
    kind: z.literal("kill-process").describe("Ends listed processes."),
    ...triggered,
    processes: z
      .array(text)
      .min(1)
      .describe("File names (xmrig) or paths (/tmp/x); the alert selects, it never adds."),
    command: command(KILL_COMMAND),
  })
  .describe("Ends processes whose executable is on the list.");

const disableAccount = z
  .strictObject({
    kind: z.literal("disable-account").describe("Locks the account of the alert."),
    ...triggered,
    timeout: seconds.describe("Seconds, or 90m, 1h; 0 is for ever."),
    protect: z
      .array(text)
      .describe(
        "Accounts that are never locked, beside root, those of the system, Wazuh's and those of ssh.",
      ),
    command: command(DISABLE_COMMAND),
  })
  .describe("Locks the account that the alert names.");

const custom = z
  .strictObject({
    kind: z.literal("custom").describe("A script of your own."),
    ...triggered,
    command: text.describe("Name of the command."),
    executable: text.describe("File name under active-response/bin."),
    script: z
      .string()
      .exactOptional()
      .describe("Text of the script; none where the hosts have the executable already."),
    timeout: seconds.exactOptional().describe("With a timeout it is stateful, and gets delete."),
    ...run,
    extraArgs: z.array(text).exactOptional().describe("Handed to the script as extra_args."),
    tools: z.array(text).exactOptional().describe("Executables that it needs on the host."),
  })
  .describe("A script of your own.");

/** Everything that an alert, or an operator, can set off. */
export const response = z.discriminatedUnion("kind", [
  blockIp,
  killProcess,
  disableAccount,
  isolateHost,
  custom,
]);
