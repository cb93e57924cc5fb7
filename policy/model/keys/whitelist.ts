import * as z from "zod";

import { text } from "./values";

/** One address that no response may ever touch. */
export const whitelistEntry = z.strictObject({
  address: text.describe("IPv4 address, IPv4 network or one IPv6 address."),
  name: text.describe("The name that people know it by; unique in the list."),
  reason: text.exactOptional().describe("Why it is on the list."),
  owner: text.exactOptional().describe("Who is responsible for it."),
  expires: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .exactOptional()
    .describe("Day (YYYY-MM-DD) after which it must go; lint warns before."),
});
