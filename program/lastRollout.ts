import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";

import { publishedIn } from "../config/stackOutputs";
import type { HostRollout } from "../policy/rollout/rolloutNote";
import type { LastSaid } from "../policy/rollout/leaving";
import { lastSaid, type StackResources } from "./lastSaid";

const rollout = z.object({
  bundle: z.string(),
  policy: z.string().exactOptional(),
  commit: z.string().exactOptional(),
  operator: z.string().exactOptional(),
  when: z.string().exactOptional(),
});

const address = z.object({
  name: z.string(),
  address: z.string(),
  addresses: z.array(z.string()).exactOptional(),
});

const outputs = z
  .object({
    rollouts: z.record(z.string(), rollout),
    arConf: z.array(z.string()),
    agentConf: z.record(z.string(), z.string()),
    policyDigest: z.string(),
    whitelist: z.array(z.unknown()),
    agents: z.array(address),
    login: z.record(z.string(), z.string()),
  })
  .partial();

/** Where a host was at the last rollout. */
export type LastAddress = Readonly<z.infer<typeof address>>;

/** What the stack's own outputs say of its last rollout; all of it is missing before the first. */
export interface LastRollout {
  /** By host. */
  readonly rollouts: Readonly<Record<string, HostRollout>>;
  /** Rows of ar.conf that the managers have from us. */
  readonly arConf?: readonly string[];
  /** Group -> our part of its agent.conf on the master. */
  readonly agentConf?: Readonly<Record<string, string>>;
  readonly policyDigest?: string;
  readonly whitelist?: readonly unknown[];
  /** Addresses of the agents. */
  readonly agents?: readonly LastAddress[];
  /** Digests of what SSH logged in with; see `loginDigests`. */
  readonly login?: Readonly<Record<string, string>>;
  /** What each host said last, by `saidBy`: by the state, not by the outputs. Missing where it could not be read. */
  readonly said?: ReadonlyMap<string, LastSaid>;
}

/**
 * Reads what this stack left at its last rollout, by a call that makes no resource: its outputs, and what each host said, which
 * the state has after a run that failed, too. What is unknown there is missing. What cannot be read is taken for a first rollout,
 * with a warning: no more than notes and a deferral hang on it, and a step more for each host.
 */
export async function lastRollout(): Promise<LastRollout> {
  const name = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  try {
    const found = (await pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", {
      stackName: name,
    })) as { outputs?: StackResources };
    const resources = found.outputs ?? {};
    const stack = Object.values(resources).find(({ type }) => type === "pulumi:pulumi:Stack");
    const read = outputs.parse(publishedIn(stack?.outputs ?? {}));
    return { ...read, rollouts: read.rollouts ?? {}, said: lastSaid(resources) } as LastRollout;
  } catch (error) {
    void pulumi.log.warn(
      `the outputs of the last rollout cannot be read (${(error as Error).message}); this run is treated as the first`,
    );
    return { rollouts: {} };
  }
}
