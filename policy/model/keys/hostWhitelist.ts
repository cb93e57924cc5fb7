import * as z from "zod";

import { seconds, text } from "./values";

/** What becomes of the answers for a name where nothing is written. */
export const LISTED_NAME = { maxAge: "1d", maxAddresses: 16 } as const;

/** One entry of the list that hosts alone ask. */
export const hostWhitelistEntry = z.strictObject({
  address: text.describe(
    "IPv4 address or network, IPv6 address or network, or a DNS name, which each host looks up every five minutes.",
  ),
  name: text.describe("The name that people know it by; unique in the list."),
  reason: text.exactOptional().describe("Why it is on the list."),
  expires: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .exactOptional()
    .describe("Day (YYYY-MM-DD) after which it must go; lint warns before."),
  responses: z
    .array(text)
    .min(1)
    .exactOptional()
    .describe("Commands of the responses that spare it (firewall-drop). Default: all."),
  except: z
    .array(text)
    .min(1)
    .exactOptional()
    .describe("Commands of the responses that do not spare it; all others do."),
  maxAge: seconds
    .exactOptional()
    .describe(
      `Of a DNS name: how long its last good answer counts when there is no new one. Default: ${LISTED_NAME.maxAge}.`,
    ),
  maxAddresses: z
    .number()
    .int()
    .min(1)
    .max(64)
    .exactOptional()
    .describe(
      `Of a DNS name: an answer with more addresses is refused as a whole. Default: ${LISTED_NAME.maxAddresses}.`,
    ),
});
