import * as pulumi from "@pulumi/pulumi";
import type { StackReferenceOutputDetails } from "@pulumi/pulumi";

import type { OtherStacks } from "../config/joinStacks";
import type { StackLink } from "../policy/model/stack";
import { PUBLISHED, readStackOutputs, type StackOutputs } from "../config/stackOutputs";

/** What older versions published one by one. */
const FORMER = ["policyDigest", "whitelist", "managers", "agents", "servers"] as const;

/**
 * Reads what the other stacks of a fleet left in their outputs at their last rollout, as plain values.
 * @throws Error naming a stack whose outputs are not of this program; the engine names a stack that does not exist.
 */
export async function readOtherStacks(link: StackLink | undefined): Promise<OtherStacks> {
  switch (link?.role) {
    case undefined:
    case "all":
      return {};
    case "location":
      return { manager: await outputsOf(link.managerStack) };
    case "manager": {
      const locations = Object.entries(link.locations).map(
        async ([location, stack]) => [location, await outputsOf(stack)] as const,
      );
      return { locations: Object.fromEntries(await Promise.all(locations)) };
    }
    default:
      return link satisfies never;
  }
}

async function outputsOf(stack: string): Promise<StackOutputs | undefined> {
  const reference = new pulumi.StackReference(stack);
  const raw: Record<string, unknown> = {};
  const read = async (key: string): Promise<void> => {
    const details: StackReferenceOutputDetails = await reference.getOutputDetails(key);
    const found: unknown = details.value ?? details.secretValue;
    if (found !== undefined && found !== null) raw[key] = found;
  };
  await read(PUBLISHED);
  if (raw[PUBLISHED] === undefined) for (const key of FORMER) await read(key);
  return readStackOutputs(stack, raw);
}
