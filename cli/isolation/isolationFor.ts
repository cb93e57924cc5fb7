import type { IsolateHost } from "../../policy/model/response";
import { isPlacedOn } from "../../policy/render/responses";
import { UsageError } from "../exit";
import type { GoodStack } from "../joined";
import type { Target } from "../manager/findAgents";

/**
 * The isolation that the stack puts on an agent, asked before anything is sent.
 * @throws UsageError where none is on it, or where no command would reach it.
 */
export function isolationFor(
  { policy, fleet }: Pick<GoodStack, "policy" | "fleet">,
  { agent, host: { name } }: Target,
): IsolateHost {
  if (agent.status !== "active")
    throw new UsageError(
      `agent ${agent.name} (${agent.id}) is ${agent.status}: no command reaches it; start its wazuh-agent, or cut it off at the network`,
    );
  const host = fleet.agents.find((one) => one.name === name);
  const found = policy.responses.find(
    (response) => response.kind === "isolate-host" && host && isPlacedOn(response, host),
  );
  if (found?.kind === "isolate-host") return found;
  throw new UsageError(
    `agent ${agent.name}: no response of kind isolate-host is on it; add one to the stack and run pulumi up`,
  );
}
