import { ofKind } from "../../../policy/model/kinds/traitsOf";
import { nameEnrolled } from "../../../policy/model/enrolledAgent";
import type { IsolateHost } from "../../../policy/model/response";
import { isPlacedOn } from "../../../policy/render/responses";
import { UsageError } from "../exit";
import type { GoodStack } from "../joined";
import type { Target } from "../manager/findAgents";
import { whyFive } from "./ofFive";

/** The isolation that the stack puts on an agent; undefined where there is none. */
export function isolationOn(
  { policy, fleet }: Pick<GoodStack, "policy" | "fleet">,
  { host: { name } }: Pick<Target, "host">,
): IsolateHost | undefined {
  const host = fleet.agents.find((one) => one.name === name);
  return ofKind(policy.responses, "isolate-host").find(
    (response) => host !== undefined && isPlacedOn(response, host),
  );
}

/**
 * The isolation that the stack puts on an agent, asked before anything is sent.
 * @throws UsageError where none is on it, or where no command would reach it.
 */
export function isolationFor(
  stack: Pick<GoodStack, "policy" | "fleet">,
  target: Target,
): IsolateHost {
  const { agent } = target;
  if (agent.status !== "active" && whyFive(target) === undefined)
    throw new UsageError(
      `agent ${agent.name} (${agent.id}) is ${agent.status}: no command reaches it; start its wazuh-agent, or cut it off from outside: isolate --outside only, if it is a Hetzner server`,
    );
  return placedIsolation(stack, target);
}

/** The isolation that the stack puts on an agent, connected or not. @throws UsageError where none is on it, or where it runs Wazuh 5. */
export function placedIsolation(
  stack: Pick<GoodStack, "policy" | "fleet">,
  target: Pick<Target, "host" | "agent">,
): IsolateHost {
  const five = whyFive(target);
  if (five !== undefined)
    throw new UsageError(
      `agent ${nameEnrolled(target.agent)} ${five}: isolate for it waits for a release candidate of Wazuh 5, see docs/upgrade-to-wazuh-5.md; isolate --outside only cuts off a Hetzner server`,
    );
  const found = isolationOn(stack, target);
  if (found) return found;
  throw new UsageError(
    `agent ${target.agent.name} has no isolate-host response; add one to the stack and run pulumi up`,
  );
}
