import { joinStacks, rolledOut, type JoinedStack, type OtherStacks } from "../../config/joinStacks";
import { readStackOutputs } from "../../config/stackOutputs";
import type { Host } from "../../policy/model/fleet";
import { outputsOf } from "./pulumi/pulumi";
import type { LoadedStack } from "./stack";

/** A stack with what it takes from the others of its fleet, and the hosts that it rolls out itself. */
export type JoinedHosts = JoinedStack & { readonly hosts: readonly Host[] };

/** A stack file that could be read. */
export type GoodStack = Extract<LoadedStack, { ok: true }>;

/** Joins a stack with the others of its fleet, as the program does it; asks the engine only where there are others. */
export async function joinedHosts(stack: GoodStack): Promise<JoinedHosts> {
  const link = stack.input.stack;
  const joined = joinStacks(link, stack.policy, stack.fleet, await others(stack));
  const { master, workers, agents } = rolledOut(link, joined.fleet);
  return { ...joined, hosts: [...(master ? [master] : []), ...workers, ...agents] };
}

async function others({ dir, input: { stack: link } }: GoodStack): Promise<OtherStacks> {
  const read = async (stack: string): Promise<OtherStacks["manager"]> =>
    readStackOutputs(stack, await outputsOf(dir, stack));
  switch (link?.role) {
    case undefined:
    case "all":
      return {};
    case "location":
      return { manager: await read(link.managerStack) };
    case "manager": {
      const locations = Object.entries(link.locations).map(
        async ([location, stack]) => [location, await read(stack)] as const,
      );
      return { locations: Object.fromEntries(await Promise.all(locations)) };
    }
    default:
      return link satisfies never;
  }
}
