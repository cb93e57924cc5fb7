import * as z from "zod";

import { EXECUTABLES } from "../hostPaths";
import { triggered } from "../keys/triggered";
import { seconds, text } from "../keys/values";
import type { Refusals } from "../refusals";
import type { Keys, WithValues } from "../shape";
import { commandKey, parseBound, parseTimeout, type Timed, type ByRules } from "./bound";
import type { TraitsOf } from "./traits";

/** Name of the command of disable-account where none is written; the stock executable is called like that, too. */
export const DISABLE_ACCOUNT = "disable-account";

const keys = z
  .strictObject({
    kind: z.literal("disable-account").describe("Locks the account of the alert."),
    ...triggered,
    timeout: seconds.describe("Seconds, or 90m, 1h; 0 is for ever."),
    protect: z
      .array(text)
      .describe(
        "Accounts that are never locked, in addition to root, those of the system, Wazuh's and those of ssh.",
      ),
    command: commandKey(DISABLE_ACCOUNT),
  })
  .describe("Locks the account that the alert names.");

type Written = Keys<typeof keys>;

/** Locks the account that an alert names (the stock executable). */
export type DisableAccount = WithValues<Written, Timed> & ByRules;

const traits: TraitsOf<DisableAccount> = {
  target: "account",
  executables: [EXECUTABLES.disableAccount],
  did: { done: "locked", undone: "unlocked" },
  // The stock executable writes lines of its own, and its name is part of ours.
  event: { label: "Account locked or unlocked", executables: [DISABLE_ACCOUNT] },
  byAlerts: {
    command: DISABLE_ACCOUNT,
    timed: "always",
    does: "locks",
    shared: true,
    countedByExecd: () => true,
    stockLost: "note",
    runs: () => ({ executable: EXECUTABLES.disableAccount, whose: "ours" }),
  },
};

/** The kind. */
export const disableAccount = {
  keys,
  traits,
  parse: (
    { rules, command, on, findings, timeout, ...rest }: Written,
    path: string,
    refusals: Refusals,
  ): readonly DisableAccount[] => [
    {
      ...rest,
      ...parseBound({ rules, command, on, findings }, path, refusals),
      timeout: parseTimeout(timeout, path, refusals),
    },
  ],
};
