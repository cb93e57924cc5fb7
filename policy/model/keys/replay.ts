import * as z from "zod";

import { text } from "./values";

/** What replay is told of a fleet's surroundings; nothing of it reaches a host. */
export const replay = z.strictObject({
  known: z
    .array(
      z.strictObject({
        address: text.describe("IPv4 or IPv6 address, or network."),
        name: text.describe("Whose it is: cdn, resolver, payment service."),
      }),
    )
    .exactOptional()
    .describe(
      "Addresses of production services, and ranges that many share (content networks, resolvers): replay counts a block in them as harm. They are not white-listed by it.",
    ),
});
