import { z } from "zod";

import { placement } from "./triggered";
import { port, seconds, text } from "./values";

/** What isolate-host takes where nothing is written. */
export const ISOLATION = {
  releaseAfter: 0,
  protocol: "tcp",
  direction: "out",
} as const;

/** What stays reachable while a host is isolated. */
export const allow = z.strictObject({
  to: text.describe(
    "Address, network, DNS name or interface that stays reachable. A name is looked up when the host is isolated, and pinned in its /etc/hosts.",
  ),
  interface: text
    .exactOptional()
    .describe(
      "Only through this interface (tailscale0), where `to` is an address or a name. Default: any.",
    ),
  reason: text.describe("Why it must."),
  ports: z.array(port).exactOptional().describe("Ports. Default: all."),
  protocol: z.enum(["tcp", "udp"]).exactOptional().describe(`Default: ${ISOLATION.protocol}.`),
  direction: z
    .enum(["in", "out"])
    .exactOptional()
    .describe(
      `out: the host may connect to it; in: it may connect to the host. Default: ${ISOLATION.direction}.`,
    ),
});

/** Cuts a host off; it has no rules, so nothing can trigger it. */
export const isolateHost = z
  .strictObject({
    kind: z.literal("isolate-host").describe("Cuts a host off; by hand only."),
    allow: z.array(allow).describe("What stays reachable beside the manager and loopback."),
    releaseAfter: seconds
      .exactOptional()
      .describe(
        `Released by itself after this time, counted while the host runs; 0 is never. Default: ${ISOLATION.releaseAfter}.`,
      ),
    on: placement.exactOptional(),
  })
  .describe("Cuts a host off, by hand only: it has no rules.");
