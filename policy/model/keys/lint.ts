import * as z from "zod";

import { text } from "./values";

/** Warnings and notes that somebody looked at and lives with. */
export const lint = z.strictObject({
  accept: z
    .array(
      z.strictObject({
        code: text.describe(
          "Code of the finding, such as whitelist-wide; errors cannot be accepted.",
        ),
        path: text
          .optional()
          .describe(
            "Path of the finding, or its beginning: whitelist.common[2]. Default: wherever the code is found.",
          ),
        reason: text.describe("Why it is fine here."),
        until: z
          .string()
          .regex(/^\d{4}-\d{2}-\d{2}$/)
          .optional()
          .describe("Last day (YYYY-MM-DD) on which it is accepted. Default: for good."),
      }),
    )
    .optional()
    .describe(
      "Warnings and notes that are fine here. They do not count any more; one that accepts nothing is a warning itself.",
    ),
});
