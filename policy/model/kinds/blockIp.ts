import * as z from "zod";

import { EXECUTABLES } from "../hostPaths";
import { LOCATION, triggered } from "../keys/triggered";
import { text } from "../keys/values";
import type { Refusals } from "../refusals";
import type { Keys, WithValues } from "../shape";
import { networkKeys, parseNetwork, type BlockNetwork } from "./blockNetwork";
import { parseTimes, timeKeys, type BlockTimes } from "./blockTimes";
import { commandKey, parseBound, type Bound, type ByRules } from "./bound";
import type { TraitsOf } from "./traits";

/** What block-ip takes where nothing is written. */
export const BLOCK_IP = {
  command: "firewall-drop",
  backend: "nftables",
  fallback: true,
  storm: 60,
  breaker: 0,
  field: "srcip",
} as const;

/** What the log of a host says of a block. */
export const BLOCK_DECISIONS = { done: "blocked", undone: "unblocked" } as const;

const keys = z
  .strictObject({
    kind: z.literal("block-ip").describe("Blocks the source address of the alert."),
    ...triggered,
    ...timeKeys,
    field: z
      .array(text)
      .min(1)
      .exactOptional()
      .describe(
        "Fields of the alert's data that may hold the address, in this order: the first that is there counts. " +
          `Nested ones with dots: win.eventdata.ipAddress. Default: ${BLOCK_IP.field}.`,
      ),
    command: commandKey(BLOCK_IP.command),
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
    network: networkKeys,
  })
  .describe("Blocks the source address of the alert, for a time that the kernel counts.");

type Written = Keys<typeof keys>;

/** Blocks the source address of an alert in the host's firewall, for a time. */
export type BlockIp = WithValues<
  Omit<Written, keyof BlockTimes>,
  Bound & { readonly network: BlockNetwork }
> &
  BlockTimes &
  ByRules;

const traits: TraitsOf<BlockIp> = {
  target: "address",
  executables: [EXECUTABLES.blockIp, EXECUTABLES.unblock],
  // The dashboard tells blocks by Wazuh's own rules: the stock executable's count as well.
  did: BLOCK_DECISIONS,
  byAlerts: {
    command: BLOCK_IP.command,
    timed: "always",
    does: "blocks",
    shared: true,
    countedByExecd: (response) => !isOurs(response),
    stockLost: "warning",
    fallback: { executable: "firewall-drop", wanted: ({ fallback }) => fallback !== false },
    // The stock executable has an order of its own.
    sourceFields: (response) => (isOurs(response) ? addressFields(response) : [BLOCK_IP.field]),
    runs: (response) =>
      isOurs(response)
        ? { executable: EXECUTABLES.blockIp, whose: "ours" }
        : { executable: "firewall-drop", whose: "the host's" },
    drill: (response) => ({
      // What a drill plays is a line of sshd, whose address is srcip.
      logins:
        isOurs(response) &&
        (response.location ?? LOCATION) === "local" &&
        addressFields(response).includes(BLOCK_IP.field)
          ? response.rules
          : [],
      programs: [],
    }),
  },
};

/** True where it blocks in our table, by our script. */
export function isOurs({ backend = BLOCK_IP.backend }: BlockIp): boolean {
  return backend === "nftables";
}

/** The fields of an alert that may hold the address, in their order. */
export function addressFields({ field }: Pick<BlockIp, "field">): readonly string[] {
  return field ?? [BLOCK_IP.field];
}

/** The kind. */
export const blockIp = {
  keys,
  traits,
  parse: (
    { rules, command, on, findings, timeout, escalate, forget, network, ...rest }: Written,
    path: string,
    refusals: Refusals,
  ): readonly BlockIp[] => [
    {
      ...rest,
      ...parseBound({ rules, command, on, findings }, path, refusals),
      ...parseTimes(
        {
          ...(timeout !== undefined && { timeout }),
          ...(escalate !== undefined && { escalate }),
          ...(forget !== undefined && { forget }),
        },
        path,
        refusals,
      ),
      ...(network !== undefined && { network: parseNetwork(network, path, refusals) }),
    },
  ],
};
