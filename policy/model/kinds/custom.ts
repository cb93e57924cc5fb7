import * as z from "zod";

import { CUSTOM, keysOf, programOf, protocolOf, wantsSource } from "../customScript";
import { parseDuration, type Seconds } from "../duration";
import { triggered } from "../keys/triggered";
import { seconds, text } from "../keys/values";
import type { Refusals } from "../refusals";
import type { Keys, WithValues } from "../shape";
import { parseBound, type Timed, type ByRules } from "./bound";
import type { Drill, Run, TraitsOf } from "./traits";

const file = z
  .strictObject({
    name: text.describe(
      "File name below active-response/custom/EXECUTABLE; under the runner the script lies there, too.",
    ),
    content: z.string().exactOptional().describe("Its text."),
    base64: z
      .string()
      .exactOptional()
      .describe("Its bytes in base64, for a binary: of `base64 -w 0 FILE`."),
    mode: z
      .enum(["0640", "0750"])
      .exactOptional()
      .describe(`0750 for what is run. Default: ${CUSTOM.mode}; 0750 for the executable itself.`),
  })
  .describe("One more file of a script: its text, or its bytes in base64.");

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
    protocol: z
      .enum(["runner", "own"])
      .exactOptional()
      .describe(
        "Who speaks with wazuh-execd: our runner, which hands the script one message and ends it in time, or the script itself. " +
          `Default: ${CUSTOM.protocol}; own where the stack brings neither script nor files.`,
      ),
    field: z
      .array(text)
      .min(1)
      .exactOptional()
      .describe(
        "Fields of the alert's data that may hold the address which the script acts on, the first that is there counts: " +
          "the runner asks white list and never list for it. Without them it asks neither.",
      ),
    key: z
      .array(text)
      .min(1)
      .exactOptional()
      .describe(
        "With a timeout: fields that name what the script acts on, so that wazuh-execd knows it again and sends delete for it. " +
          `Of the alert's data; with alert. before it, of the alert itself: alert.syscheck.path. Default: field, or ${CUSTOM.key}.`,
      ),
    timeLimit: seconds
      .exactOptional()
      .describe(
        `How long the script may run under the runner, which then kills its process group. Default: ${CUSTOM.timeLimit}.`,
      ),
    files: z
      .array(file)
      .exactOptional()
      .describe(
        "More files, as a library or a binary; one that is named as the executable stands in the place of script.",
      ),
    extraArgs: z.array(text).exactOptional().describe("Handed to the script as extra_args."),
    tools: z.array(text).exactOptional().describe("Executables that it needs on the host."),
  })
  .describe("A script of your own.");

type Written = Keys<typeof keys>;

/** A script of the user's own; one with a timeout is stateful and gets `delete`. */
export type CustomResponse = WithValues<Written, Timed & { readonly timeLimit: Seconds }> & ByRules;

const traits: TraitsOf<CustomResponse> = {
  target: "anything",
  executables: [],
  // Of the runner, for the alert and for its end alike.
  did: { done: "done" },
  byAlerts: {
    command: undefined,
    timed: "optional",
    does: "runs",
    shared: false,
    countedByExecd: ({ timeout }) => timeout !== undefined,
    stockLost: "warning",
    sourceFields: ({ field = [] }) => field,
    wantsSource,
    runs: (response) => ({
      executable: response.executable,
      whose: whoseOf(response),
      extraArgs: response.extraArgs ?? [],
    }),
    drill,
  },
};

/** The user's action is never run by a drill: under the runner it ends before it, and who speaks for himself is not asked. */
function drill(response: CustomResponse): Drill {
  const { executable, field = [], timeout = 0 } = response;
  return {
    logins: [],
    programs: [],
    ...(protocolOf(response) === "runner"
      ? { scripts: [{ executable, field, key: timeout > 0 ? keysOf(response) : [] }] }
      : { leftAlone: [executable] }),
  };
}

/** Under the runner wazuh-execd runs an executable of ours, which asks the white list, the switch and the mode. */
function whoseOf(response: CustomResponse): Run["whose"] {
  if (protocolOf(response) === "runner") return "ours";
  return programOf(response) === undefined ? "the host's" : "the user's";
}

/** The kind. */
export const custom = {
  keys,
  traits,
  parse: (
    { rules, command: name, on, findings, timeout: after, timeLimit: within, ...rest }: Written,
    path: string,
    refusals: Refusals,
  ): readonly CustomResponse[] => {
    const { command, ...bound } = parseBound(
      { rules, command: name, on, findings },
      path,
      refusals,
    );
    const timeout = refusals.parse(`${path}.timeout`, after, parseDuration);
    const timeLimit = refusals.parse(`${path}.timeLimit`, within, parseDuration);
    if (command === undefined) return [];
    const times = {
      ...(timeout !== undefined && { timeout }),
      ...(timeLimit !== undefined && { timeLimit }),
    };
    return [{ ...rest, ...bound, command, ...times }];
  },
};
