import type { Fleet } from "../model/fleet";
import type { Placement } from "../model/placement";
import type { Policy } from "../model/policy";
import type { Response } from "../model/response";
import { isPlacedOn } from "../render/responses/index";

/**
 * Prints, for each response that is not on all agents, which agents have it today, one line each:
 * `responses[1] kill-process on location nbg1: nbg-1, nbg-2 (2 of 4 agents)`.
 */
export function printPlacements(policy: Policy, fleet: Fleet): string[] {
  return policy.responses.flatMap((response, i) => {
    const where = printPlacement(placementOf(response));
    if (where === "") return [];
    const names = fleet.agents
      .filter((agent) => isPlacedOn(response, agent))
      .map(({ name }) => name);
    const count = `${names.length} of ${fleet.agents.length} agents`;
    return [
      `responses[${i}] ${response.kind} on ${where}: ${names.length > 0 ? `${names.join(", ")} (${count})` : `none today (${count})`}`,
    ];
  });
}

function placementOf(response: Response): Placement {
  return response.on ?? {};
}

function printPlacement({ agents, locations, labels }: Placement): string {
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return [
    ...(agents ? [`agent ${agents.join(" or ")}`] : []),
    ...(locations ? [`location ${locations.join(" or ")}`] : []),
    ...(pairs.length > 0 ? [`label ${pairs.join(" and ")}`] : []),
  ].join(", ");
}
