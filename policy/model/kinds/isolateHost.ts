import * as z from "zod";

import { parseDuration, type Seconds } from "../duration";
import { EXECUTABLES } from "../hostPaths";
import { placement } from "../keys/triggered";
import { port, seconds, text } from "../keys/values";
import type { Placement } from "../placement";
import type { Refusals } from "../refusals";
import type { Keys, WithValues } from "../shape";
import { parseOn } from "./bound";
import type { TraitsOf } from "./traits";

/** What isolate-host takes where nothing is written. */
export const ISOLATION = {
  releaseAfter: 0,
  protocol: "tcp",
  direction: "out",
} as const;

/** What stays reachable while a host is isolated. */
const allow = z.strictObject({
  to: text.describe(
    "Address, network, DNS name or interface that stays reachable. A name is looked up when the host is isolated, and pinned in its /etc/hosts.",
  ),
  interface: text
    .exactOptional()
    .describe(
      "Only through this interface (tailscale0), where `to` is an address or a name. Default: any.",
    ),
  reason: text.describe("Why it must stay reachable."),
  ports: z.array(port).exactOptional().describe("Ports. Default: all."),
  protocol: z.enum(["tcp", "udp"]).exactOptional().describe(`Default: ${ISOLATION.protocol}.`),
  direction: z
    .enum(["in", "out"])
    .exactOptional()
    .describe(
      `out: the host may connect to it; in: it may connect to the host. Default: ${ISOLATION.direction}.`,
    ),
});

const keys = z
  .strictObject({
    kind: z.literal("isolate-host").describe("Cuts a host off; by hand only."),
    allow: z.array(allow).describe("What stays reachable besides the manager and loopback."),
    releaseAfter: seconds
      .exactOptional()
      .describe(
        `Released by itself after this time, counted while the host runs; 0 is never. Default: ${ISOLATION.releaseAfter}.`,
      ),
    on: placement.exactOptional(),
  })
  .describe("Cuts a host off, by hand only: it has no rules.");

/** What stays reachable while a host is isolated, as people write it. */
export type WrittenAllow = Keys<typeof allow> & {
  /** Where it stood in the response of the input, for findings: `allow[1]`. */
  readonly source?: string;
};

type Written = WithValues<Keys<typeof keys>, { allow: readonly WrittenAllow[] }>;

/** Cuts a host off, by hand only: it has no rules, so nothing can trigger it. */
export type IsolateHost = WithValues<
  Written,
  { readonly releaseAfter: Seconds; readonly on: Placement }
>;

/** What stays reachable while a host is isolated. */
export type IsolationAllow = WrittenAllow;

const traits: TraitsOf<IsolateHost> = {
  target: "host",
  executables: [EXECUTABLES.isolate, EXECUTABLES.release],
  did: { done: "isolated", undone: "released" },
  event: {
    label: "Host isolated or released",
    executables: [EXECUTABLES.isolate, EXECUTABLES.release],
  },
  letsThrough: ({ allow: open }) => open.map(({ to }) => to),
};

/** The kind. */
export const isolateHost = {
  keys,
  traits,
  parse: (
    { on, releaseAfter: after, ...rest }: Written,
    path: string,
    refusals: Refusals,
  ): readonly IsolateHost[] => {
    const placed = parseOn(on, path, refusals);
    const releaseAfter = refusals.parse(`${path}.releaseAfter`, after, parseDuration);
    return [{ ...rest, ...placed, ...(releaseAfter !== undefined && { releaseAfter }) }];
  },
};
