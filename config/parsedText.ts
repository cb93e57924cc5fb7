import * as z from "zod";

import { ValueError } from "../policy/model/valueError";

/** A text of which a parse function of the model makes a value; what it refuses is an issue of the document. */
export function parsedText<To>(
  parse: (text: string) => To,
): z.ZodPipe<z.ZodString, z.ZodTransform<To, string>> {
  return z.string().transform((text, context) => {
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      context.addIssue({ code: "custom", message: error.message });
      return z.NEVER;
    }
  });
}
