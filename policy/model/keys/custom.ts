import { z } from "zod";

import { seconds, text } from "./values";

/** What a script of the user's own gets where nothing is written. */
export const CUSTOM = {
  protocol: "runner",
  timeLimit: "10s",
  key: "srcip",
  mode: "0640",
} as const;

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

/** How a script of one's own is run. */
export const custom = {
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
};
