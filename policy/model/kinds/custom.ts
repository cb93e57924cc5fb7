import { z } from "zod";

import { parseDuration } from "../duration";
import { triggered } from "../keys/triggered";
import { seconds, text } from "../keys/values";
import type { Refusals } from "../refusals";
import type { Keys, WithValues } from "../shape";
import { parseBound, type Timed, type ByRules } from "./bound";
import type { TraitsOf } from "./traits";

const keys = z
  .strictObject({
    kind: z.literal("custom").describe("A script of your own."),
    ...triggered,
    command: text.describe("Name of the command."),
    executable: text.describe("File name under active-response/bin."),
    script: z
      .string()
      .exactOptional()
      .describe("Text of the script; left out where the hosts already have the executable."),
    timeout: seconds.exactOptional().describe("With a timeout it is stateful, and gets delete."),
    extraArgs: z.array(text).exactOptional().describe("Handed to the script as extra_args."),
    tools: z.array(text).exactOptional().describe("Executables that it needs on the host."),
  })
  .describe("A script of your own.");

type Written = Keys<typeof keys>;

/** A script of the user's own; one with a timeout is stateful and gets `delete`. */
export type CustomResponse = WithValues<Written, Timed> & ByRules;

const traits: TraitsOf<CustomResponse> = {
  target: "anything",
  executables: [],
  byAlerts: {
    command: undefined,
    timed: "optional",
    does: "runs",
    shared: false,
    countedByExecd: ({ timeout }) => timeout !== undefined,
    stockLost: "warning",
    runs: ({ executable, script, extraArgs = [] }) => ({
      executable,
      whose: script === undefined ? "the host's" : "the user's",
      extraArgs,
    }),
  },
};

/** The kind. */
export const custom = {
  keys,
  traits,
  parse: (
    { rules, command: name, on, timeout: after, ...rest }: Written,
    path: string,
    refusals: Refusals,
  ): readonly CustomResponse[] => {
    const { command, ...bound } = parseBound({ rules, command: name, on }, path, refusals);
    const timeout = refusals.parse(`${path}.timeout`, after, parseDuration);
    if (command === undefined) return [];
    return [{ ...rest, ...bound, command, ...(timeout !== undefined && { timeout }) }];
  },
};
