import type { Side } from "../../../policy/replay/replay";
import { joinedHosts, type GoodStack } from "../../lib/joined";

/**
 * A stack's policy with what it takes from the other stacks of its fleet: the manager's stack has the agents of each location, a
 * location the white list.
 * @param name as people call it. @default the stack's
 */
export async function sideOf(stack: GoodStack, name = stack.name): Promise<Side> {
  const { policy, fleet, findings } = await joinedHosts(stack);
  const link = stack.input.stack;
  const lacks: string[] = [];
  if (findings.some(({ code }) => code === "manager-first") && link?.role === "location")
    lacks.push(
      `The stack ${link.managerStack} was never rolled out: ${name} is played without its white list.`,
    );
  if (link?.role === "manager" && fleet.partial === true)
    lacks.push(
      `A location of ${name} was never rolled out: its agents are played as hosts outside of the stack.`,
    );
  return { name, policy, fleet, lacks };
}
