import * as z from "zod";

import { EXECUTABLES } from "../hostPaths";
import { triggered } from "../keys/triggered";
import { text } from "../keys/values";
import type { Refusals } from "../refusals";
import type { Keys, WithValues } from "../shape";
import { commandKey, parseBound, type Bound, type ByRules } from "./bound";
import type { TraitsOf } from "./traits";

/** Name of the command of kill-process where none is written. */
const COMMAND = "kill-malicious-process";

const keys = z
  .strictObject({
    kind: z.literal("kill-process").describe("Ends listed processes."),
    ...triggered,
    processes: z
      .array(text)
      .min(1)
      .describe("File names (xmrig) or paths (/tmp/x); the alert selects, it never adds."),
    command: commandKey(COMMAND),
  })
  .describe("Ends processes whose executable is on the list.");

type Written = Keys<typeof keys>;

/** Ends processes whose executable or name is on the list. The alert can select from it, never add. */
export type KillProcess = WithValues<Written, Bound> & ByRules;

const traits: TraitsOf<KillProcess> = {
  target: "process",
  executables: [EXECUTABLES.killProcess],
  did: { done: "killed" },
  event: { label: "Process killed", executables: [EXECUTABLES.killProcess] },
  byAlerts: {
    command: COMMAND,
    timed: "never",
    does: "ends",
    shared: true,
    countedByExecd: () => false,
    stockLost: "warning",
    runs: () => ({ executable: EXECUTABLES.killProcess, whose: "ours" }),
    drill: ({ processes }) => ({
      logins: [],
      programs: processes.filter((name) => !name.includes("/")),
    }),
  },
};

/** The kind. */
export const killProcess = {
  keys,
  traits,
  parse: (
    { rules, command, on, findings, ...rest }: Written,
    path: string,
    refusals: Refusals,
  ): readonly KillProcess[] => [
    { ...rest, ...parseBound({ rules, command, on, findings }, path, refusals) },
  ],
};
