import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

import type { HostRollout } from "../policy/rollout/rolloutNote";

const rollout = z.object({
  bundle: z.string(),
  policy: z.string(),
  commit: z.string(),
  operator: z.string(),
  when: z.string().optional(),
});

const outputs = z
  .object({
    rollouts: z.record(z.string(), rollout),
    arConf: z.array(z.string()),
    agentConf: z.record(z.string(), z.string()),
    policyDigest: z.string(),
    whitelist: z.array(z.unknown()),
  })
  .partial();

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
}

/**
 * Reads the outputs that this stack left at its last rollout, by a call that makes no resource. What cannot be read is
 * taken for a first rollout, with a warning: no more than notes and a deferral hang on it.
 */
export async function lastRollout(): Promise<LastRollout> {
  const name = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  try {
    const found = (await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name })) as {
      outputs?: unknown;
    };
    const read = outputs.parse(found.outputs ?? {});
    return { rollouts: {}, ...read } as LastRollout;
  } catch (error) {
    void pulumi.log.warn(
      `the outputs of the last rollout cannot be read (${(error as Error).message}); this run is treated as the first`,
    );
    return { rollouts: {} };
  }
}
