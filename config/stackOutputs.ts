import * as z from "zod";

import type { Host } from "../policy/model/fleet";
import { parseHostName } from "../policy/model/hostName";
import type { WhitelistEntry } from "../policy/model/whitelist";
import { parseWhitelistAddress } from "../policy/model/whitelistAddress";
import { knownOnly } from "./knownOnly";
import { parsedText } from "./parsedText";

/** The one output that programs read: a JSON text, secret so that it is one word on the screen. */
export const PUBLISHED = "published";

const host = z.object({
  name: parsedText(parseHostName),
  role: z.enum(["master", "worker", "agent"]),
  address: z.string(),
  port: z.number().exactOptional(),
  location: z.string().exactOptional(),
  labels: z.record(z.string(), z.string()).exactOptional(),
  addresses: z.array(z.string()).exactOptional(),
  version: z.string().exactOptional(),
});

const entry = z.object({
  address: parsedText(parseWhitelistAddress),
  name: z.string(),
  reason: z.string().exactOptional(),
  owner: z.string().exactOptional(),
  location: z.string().exactOptional(),
  expires: z.string().exactOptional(),
});

const server = z.object({
  name: z.string(),
  host: z.string(),
  port: z.number().exactOptional(),
  hostKey: z.string(),
  location: z.string().exactOptional(),
  labels: z.record(z.string(), z.string()).exactOptional(),
  addresses: z.array(z.string()).exactOptional(),
});

const outputs = z.object({
  policyDigest: z.string().exactOptional(),
  whitelist: z.array(entry).exactOptional(),
  managers: z.array(host),
  agents: z.array(host),
  servers: z.array(server),
});

/** What a stack tells other stacks of the same fleet, and the command line tools. */
export interface StackOutputs {
  /** Of the policy that all its hosts have; see `policyDigest`. Missing while none was ever on all of them. */
  readonly policyDigest?: string;
  /** The whole white list, the fleet's own addresses with it. Missing while no manager ever had one. */
  readonly whitelist?: readonly WhitelistEntry[];
  /** Master and workers; empty in the stack of a location. */
  readonly managers: readonly Host[];
  /** The agents that this stack rolls out. */
  readonly agents: readonly Host[];
  /** Its Hetzner servers, as hosts that SSH can reach. */
  readonly servers: readonly KnownServer[];
}

/** A Hetzner server once it exists. */
export type KnownServer = z.infer<typeof server>;

/**
 * What a stack published, whatever way: as one text, or, by older versions, each value as an output. What the engine does
 * not know is missing.
 */
export function publishedIn(outputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const known = knownOnly(outputs);
  const text = known[PUBLISHED];
  return typeof text === "string" ? (JSON.parse(text) as Record<string, unknown>) : known;
}

/**
 * Reads the outputs of a stack.
 * @returns undefined where the stack was never rolled out.
 * @throws Error naming the stack and the output that is not as this program writes it.
 */
export function readStackOutputs(
  stack: string,
  raw: Readonly<Record<string, unknown>>,
): StackOutputs | undefined {
  const published = publishedIn(raw);
  if (Object.keys(published).length === 0) return undefined;
  const read = outputs.safeParse({ managers: [], agents: [], servers: [], ...published });
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new Error(
      `stack ${stack}: its output "${issue?.path.join(".") ?? ""}" is not as this program writes it (${issue?.message ?? ""}); ` +
        "is it a stack of this project, rolled out by this version?",
    );
  }
  return read.data;
}
